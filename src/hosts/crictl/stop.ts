import { findImage } from '../../cluster/kubelet/image-registry.ts';
import { processOf } from '../../cluster/kubelet/process.ts';
import type { HostContext } from '../host-context.ts';
import type { CrictlCommand } from './crictl.ts';
import { crictlError } from './crictl-error.ts';
import { flagOf } from './crictl-flags.ts';
import { containersOn, type RuntimeContainer, sandboxesOf } from './runtime-view.ts';

const KILLED = 137;

/** How the container's process ends when it is asked to. */
function exitCodeOf({ spec, sandbox }: RuntimeContainer, graceMs: number): number {
  const answer = findImage(spec.image ?? '');
  if (answer.kind !== 'found') return KILLED;
  const process = processOf(answer.known, spec, sandbox.pod.spec.hostNetwork === true);
  return process.termAfterMs !== undefined && process.termAfterMs <= graceMs ? process.termExitCode : KILLED;
}

function end({ hosts, node }: HostContext, container: RuntimeContainer, exitCode: number): void {
  const record = container.sandbox.record.containers.find(({ containerId }) => containerId.endsWith(container.id));
  if (record !== undefined) hosts.needs.kubelets.killContainer(node, record.containerId, exitCode);
}

/** `crictl stop`: the kubelet starts the container again. */
export const stopContainers: CrictlCommand = {
  valued: ['t', 'timeout'],
  async run(here, io, call) {
    if (call.args.length === 0) return crictlError(io, 'ID cannot be empty');
    for (const id of call.args) {
      const container = containersOn(here.hosts.needs.kubelets, here.node).find((one) => one.id.startsWith(id));
      if (container === undefined) return notFound(io, 'stopping the container', id);
      if (container.state === 'Running')
        end(here, container, exitCodeOf(container, Number(flagOf(call, 't', 'timeout') ?? 0) * 1000));
      await io.stdout.write(`${id}\n`);
    }
    return 0;
  },
};

/** `crictl rm`. */
export const removeContainers: CrictlCommand = {
  valued: [],
  async run(here, io, call) {
    const all = containersOn(here.hosts.needs.kubelets, here.node);
    const wanted = flagOf(call, 'a', 'all') === undefined ? call.args : all.map(({ id }) => id);
    if (wanted.length === 0) return crictlError(io, 'ID cannot be empty');
    for (const id of wanted) {
      const container = all.find((one) => one.id.startsWith(id));
      if (container === undefined) return notFound(io, 'removing the container', id);
      if (container.state === 'Running') {
        if (flagOf(call, 'f', 'force') === undefined) {
          return crictlError(
            io,
            `removing the container "${id}": rpc error: code = Unknown desc = container is still running, please stop first`,
          );
        }
        end(here, container, KILLED);
      }
      await io.stdout.write(`${id}\n`);
    }
    return 0;
  },
};

/** `crictl stopp`: the kubelet makes the pod's sandbox anew. */
export const stopPods: CrictlCommand = {
  valued: [],
  async run({ hosts, node }, io, { args }) {
    const { kubelets } = hosts.needs;
    if (args.length === 0) return crictlError(io, 'ID cannot be empty');
    for (const id of args) {
      const sandbox = sandboxesOf(kubelets, node).find((one) => one.id.startsWith(id));
      if (sandbox === undefined) {
        return crictlError(
          io,
          `stopping the pod sandbox "${id}": rpc error: code = NotFound desc = an error occurred when try to find sandbox "${id}": not found`,
        );
      }
      kubelets.stopSandbox(node, sandbox.record.uid);
      await io.stdout.write(`Stopped sandbox ${id}\n`);
    }
    return 0;
  },
};

/** `crictl rmp`. */
export const removePods: CrictlCommand = {
  valued: [],
  async run({ hosts, node }, io, call) {
    const { kubelets } = hosts.needs;
    const all = sandboxesOf(kubelets, node);
    const wanted = flagOf(call, 'a', 'all') === undefined ? call.args : all.map(({ id }) => id);
    if (wanted.length === 0) return crictlError(io, 'ID cannot be empty');
    for (const id of wanted) {
      const sandbox = all.find((one) => one.id.startsWith(id));
      if (sandbox === undefined) {
        await io.stdout.write(`Removed sandbox ${id}\n`);
        continue;
      }
      if (sandbox.ready && flagOf(call, 'f', 'force') === undefined) {
        return crictlError(
          io,
          `removing the pod sandbox "${id}": rpc error: code = Unknown desc = sandbox "${sandbox.id}" is not fully stopped`,
        );
      }
      if (sandbox.ready) kubelets.stopSandbox(node, sandbox.record.uid);
      await io.stdout.write(`Removed sandbox ${id}\n`);
    }
    return 0;
  },
};

const notFound = (io: Parameters<typeof crictlError>[0], what: string, id: string): Promise<number> =>
  crictlError(
    io,
    `${what} "${id}": rpc error: code = NotFound desc = an error occurred when try to find container "${id}": not found`,
  );
