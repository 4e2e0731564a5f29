import { formatTime } from '../../api/time.ts';
import { writeYaml } from '../../api/yaml.ts';
import type { ProgramIo } from '../../shell/program.ts';
import { pidOf } from '../programs/ps.ts';
import type { CrictlCall, CrictlCommand } from './crictl.ts';
import { crictlError } from './crictl-error.ts';
import { flagOf } from './crictl-flags.ts';
import { podLabels } from './lists.ts';
import { containersOn, sandboxesOf } from './runtime-view.ts';

const RUNTIME_TYPE = 'io.containerd.runc.v2';
const time = (ms: number): string => (ms === 0 ? '0001-01-01T00:00:00Z' : formatTime(ms));

/** `crictl inspect`. */
export const inspectContainers: CrictlCommand = {
  valued: ['o', 'output', 'template'],
  async run({ hosts, node }, io, call) {
    if (call.args.length === 0) return crictlError(io, 'ID cannot be empty');
    for (const id of call.args) {
      const container = containersOn(hosts.needs.kubelets, node).find((one) => one.id.startsWith(id));
      if (container === undefined) {
        const why = `an error occurred when try to find container "${id}": not found`;
        return crictlError(io, `getting the status of the container "${id}": rpc error: code = NotFound desc = ${why}`);
      }
      const { spec, sandbox } = container;
      const { namespace, name, uid } = sandbox.record;
      await show(io, call, {
        status: {
          annotations: { 'io.kubernetes.container.restartCount': String(container.attempt) },
          createdAt: time(container.createdAt),
          exitCode: container.exitCode,
          finishedAt: time(container.finishedAt),
          id: container.id,
          image: { annotations: {}, image: spec.image ?? '', runtimeHandler: '', userSpecifiedImage: '' },
          imageRef: container.imageId,
          labels: { 'io.kubernetes.container.name': container.name, ...podLabels(sandbox) },
          logPath: `/var/log/pods/${namespace}_${name}_${uid}/${container.name}/${container.attempt}.log`,
          message: '',
          metadata: { attempt: container.attempt, name: container.name },
          mounts: (spec.volumeMounts ?? []).map(({ mountPath, readOnly }) => ({
            containerPath: mountPath,
            readonly: readOnly === true,
          })),
          reason: container.reason,
          startedAt: time(container.createdAt),
          state: container.state === 'Running' ? 'CONTAINER_RUNNING' : 'CONTAINER_EXITED',
        },
        info: {
          sandboxID: sandbox.id,
          pid: container.state === 'Running' ? pidOf(container.id) : 0,
          removing: false,
          snapshotKey: container.id,
          snapshotter: 'overlayfs',
          runtimeType: RUNTIME_TYPE,
          runtimeOptions: { systemd_cgroup: true },
          config: {
            metadata: { name: container.name, attempt: container.attempt },
            image: { image: container.imageId, user_specified_image: spec.image ?? '' },
            ...(spec.command === undefined ? {} : { command: spec.command }),
            ...(spec.args === undefined ? {} : { args: spec.args }),
            envs: (spec.env ?? [])
              .filter(({ value }) => value !== undefined)
              .map(({ name: key, value }) => ({ key, value })),
          },
        },
      });
    }
    return 0;
  },
};

/** `crictl inspectp`. */
export const inspectPods: CrictlCommand = {
  valued: ['o', 'output', 'template'],
  async run({ hosts, node }, io, call) {
    if (call.args.length === 0) return crictlError(io, 'ID cannot be empty');
    for (const id of call.args) {
      const sandbox = sandboxesOf(hosts.needs.kubelets, node).find((one) => one.id.startsWith(id));
      if (sandbox === undefined) {
        const why = `an error occurred when try to find sandbox: not found`;
        return crictlError(
          io,
          `getting the pod sandbox status of the pod "${id}": rpc error: code = NotFound desc = ${why}`,
        );
      }
      const { record, pod } = sandbox;
      await show(io, call, {
        status: {
          annotations: pod.metadata.annotations ?? {},
          createdAt: time(sandbox.createdAt),
          id: sandbox.id,
          labels: { ...pod.metadata.labels, ...podLabels(sandbox) },
          metadata: { attempt: 0, name: record.name, namespace: record.namespace, uid: record.uid },
          network: { additionalIps: [], ip: record.ip },
          runtimeHandler: '',
          state: sandbox.ready ? 'SANDBOX_READY' : 'SANDBOX_NOTREADY',
        },
        info: {
          pid: sandbox.ready ? pidOf(sandbox.id) : 0,
          processStatus: sandbox.ready ? 'running' : 'deleted',
          image: 'registry.k8s.io/pause:3.10',
          runtimeType: RUNTIME_TYPE,
        },
      });
    }
    return 0;
  },
};

async function show(io: ProgramIo, call: CrictlCall, value: unknown): Promise<void> {
  const yaml = flagOf(call, 'o', 'output') === 'yaml';
  await io.stdout.write(yaml ? writeYaml(value) : `${JSON.stringify(value, undefined, 2)}\n`);
}
