import { writeYaml } from '../../api/yaml.ts';
import type { CrictlCommand } from './crictl.ts';
import { crictlError } from './crictl-error.ts';
import { flagOf } from './crictl-flags.ts';
import { crictlTable, humanDuration } from './crictl-table.ts';
import { containersOn, type RuntimeContainer, type Sandbox, sandboxesOf, shortImageId } from './runtime-view.ts';

const TRUNCATED = 13;

/** A name filter of crictl; what is no pattern of ours matches as text. */
export function nameFilter(text: string | undefined): (name: string) => boolean {
  if (text === undefined) return () => true;
  // Only what people filter by: anchors and plain characters. A pattern of someone else must not run for ever.
  const [, from = '', middle = '', to = ''] = /^(\^?)(.*?)(\$?)$/.exec(text) ?? [];
  const plain = middle.replace(/\.\*/g, '');
  return (name) =>
    from !== '' && to !== ''
      ? name === plain
      : from !== ''
        ? name.startsWith(plain)
        : to !== ''
          ? name.endsWith(plain)
          : name.includes(plain);
}

/** `crictl ps`. */
export const listContainers: CrictlCommand = {
  valued: ['name', 'state', 's', 'pod', 'p', 'id', 'o', 'output', 'label', 'image', 'n', 'last', 'namespace'],
  async run({ hosts, node }, io, call) {
    const { kubelets } = hosts.needs;
    const matches = nameFilter(flagOf(call, 'name'));
    const state = flagOf(call, 'state', 's')?.toLowerCase();
    const pod = flagOf(call, 'pod', 'p');
    const id = flagOf(call, 'id') ?? call.args[0];
    const all = flagOf(call, 'a', 'all') !== undefined || state !== undefined || id !== undefined;
    let found = containersOn(kubelets, node).filter(
      (container) =>
        (all || container.state === 'Running') &&
        (state === undefined || container.state.toLowerCase() === state) &&
        matches(container.name) &&
        (pod === undefined || container.sandbox.id.startsWith(pod)) &&
        (id === undefined || container.id.startsWith(id)),
    );
    const last = flagOf(call, 'l', 'latest') === undefined ? flagOf(call, 'n', 'last') : '1';
    if (last !== undefined) found = found.slice(0, Number(last) || 0);
    const output = flagOf(call, 'o', 'output') ?? 'table';
    if (flagOf(call, 'q', 'quiet') !== undefined) {
      await io.stdout.write(found.map(({ id: one }) => `${one}\n`).join(''));
      return 0;
    }
    if (output === 'json' || output === 'yaml') {
      const value = { containers: found.map(containerJson) };
      await io.stdout.write(output === 'json' ? `${JSON.stringify(value, undefined, 2)}\n` : writeYaml(value));
      return 0;
    }
    if (output !== 'table') return crictlError(io, `listing containers: unsupported output format "${output}"`);
    const cut = (text: string) => (flagOf(call, 'no-trunc') === undefined ? text.slice(0, TRUNCATED) : text);
    const now = io.clock.now();
    await io.stdout.write(
      crictlTable([
        ['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'],
        ...found.map((container) => [
          cut(container.id),
          shortImageId(container.spec.image ?? ''),
          `${humanDuration(now - container.createdAt)} ago`,
          container.state,
          container.name,
          String(container.attempt),
          cut(container.sandbox.id),
          container.sandbox.record.name,
          container.sandbox.record.namespace,
        ]),
      ]),
    );
    return 0;
  },
};

/** `crictl pods`. */
export const listPods: CrictlCommand = {
  valued: ['name', 'namespace', 'state', 's', 'id', 'o', 'output', 'label', 'n', 'last'],
  async run({ hosts, node }, io, call) {
    const matches = nameFilter(flagOf(call, 'name'));
    const namespace = nameFilter(flagOf(call, 'namespace'));
    const state = flagOf(call, 'state', 's')?.toLowerCase();
    const id = flagOf(call, 'id') ?? call.args[0];
    let found = sandboxesOf(hosts.needs.kubelets, node).filter(
      (sandbox) =>
        matches(sandbox.record.name) &&
        namespace(sandbox.record.namespace) &&
        (state === undefined || (sandbox.ready ? 'ready' : 'notready') === state) &&
        (id === undefined || sandbox.id.startsWith(id)),
    );
    const last = flagOf(call, 'l', 'latest') === undefined ? flagOf(call, 'n', 'last') : '1';
    if (last !== undefined) found = found.slice(0, Number(last) || 0);
    const output = flagOf(call, 'o', 'output') ?? 'table';
    if (flagOf(call, 'q', 'quiet') !== undefined) {
      await io.stdout.write(found.map(({ id: one }) => `${one}\n`).join(''));
      return 0;
    }
    if (output === 'json' || output === 'yaml') {
      const value = { items: found.map(sandboxJson) };
      await io.stdout.write(output === 'json' ? `${JSON.stringify(value, undefined, 2)}\n` : writeYaml(value));
      return 0;
    }
    const cut = (text: string) => (flagOf(call, 'no-trunc') === undefined ? text.slice(0, TRUNCATED) : text);
    const now = io.clock.now();
    await io.stdout.write(
      crictlTable([
        ['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'],
        ...found.map((sandbox) => [
          cut(sandbox.id),
          `${humanDuration(now - sandbox.createdAt)} ago`,
          sandbox.ready ? 'Ready' : 'NotReady',
          sandbox.record.name,
          sandbox.record.namespace,
          '0',
          '(default)',
        ]),
      ]),
    );
    return 0;
  },
};

export const nanoseconds = (ms: number): string => `${ms}000000`;

export const podLabels = ({ record }: Sandbox): Record<string, string> => ({
  'io.kubernetes.pod.name': record.name,
  'io.kubernetes.pod.namespace': record.namespace,
  'io.kubernetes.pod.uid': record.uid,
});

const containerJson = (container: RuntimeContainer) => ({
  id: container.id,
  podSandboxId: container.sandbox.id,
  metadata: { name: container.name, attempt: container.attempt },
  image: { image: container.imageId },
  imageRef: container.imageId,
  state: container.state === 'Running' ? 'CONTAINER_RUNNING' : 'CONTAINER_EXITED',
  createdAt: nanoseconds(container.createdAt),
  labels: { 'io.kubernetes.container.name': container.name, ...podLabels(container.sandbox) },
  annotations: { 'io.kubernetes.container.restartCount': String(container.attempt) },
});

const sandboxJson = (sandbox: Sandbox) => ({
  id: sandbox.id,
  metadata: { name: sandbox.record.name, uid: sandbox.record.uid, namespace: sandbox.record.namespace, attempt: 0 },
  state: sandbox.ready ? 'SANDBOX_READY' : 'SANDBOX_NOTREADY',
  createdAt: nanoseconds(sandbox.createdAt),
  labels: { ...sandbox.pod.metadata.labels, ...podLabels(sandbox) },
  annotations: sandbox.pod.metadata.annotations ?? {},
  runtimeHandler: '',
});
