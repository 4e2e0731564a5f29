import { goQuote } from '../../api/go-quote.ts';
import type { Container, ContainerState, ContainerStatus, ResourceRequirements } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import { longDate } from './dates.ts';
import type { Description } from './description.ts';
import { describeEnvironment } from './environment.ts';
import { probeText } from './probe-text.ts';

/** The containers of a pod, or of a template when there is no pod. Models describeContainers. */
export function describeContainers(
  out: Description,
  label: string,
  containers: readonly Container[],
  statuses: readonly ContainerStatus[] | undefined,
  pod: Pod | undefined,
  indent: string,
): void {
  out.write(0, `${indent}${label}:${containers.length === 0 ? ' <none>' : ''}\n`);
  for (const container of containers) {
    const status = statuses?.find((one) => one.name === container.name);
    basics(out, container, status, indent);
    words(out, 'Command', container.command);
    words(out, 'Args', container.args);
    if (status !== undefined) {
      state(out, 'State', status.state);
      if (status.lastState?.terminated !== undefined) state(out, 'Last State', status.lastState);
      out.write(2, `Ready:\t${status.ready ? 'True' : 'False'}\n`);
      out.write(2, `Restart Count:\t${status.restartCount}\n`);
    }
    describeResources(out, container.resources, 2);
    if (container.livenessProbe) out.write(2, `Liveness:\t${probeText(container.livenessProbe)}\n`);
    if (container.readinessProbe) out.write(2, `Readiness:\t${probeText(container.readinessProbe)}\n`);
    if (container.startupProbe) out.write(2, `Startup:\t${probeText(container.startupProbe)}\n`);
    describeEnvironment(out, container, pod);
    mounts(out, container);
  }
}

function basics(out: Description, container: Container, status: ContainerStatus | undefined, indent: string): void {
  out.write(1, `${indent === '' ? '' : ' '}${container.name}:\n`);
  if (status !== undefined) out.write(2, `Container ID:\t${status.containerID ?? ''}\n`);
  out.write(2, `Image:\t${container.image ?? ''}\n`);
  if (status !== undefined) out.write(2, `Image ID:\t${status.imageID}\n`);
  const ports = container.ports ?? [];
  const list = (number: (port: (typeof ports)[number]) => number) =>
    ports.map((port) => `${number(port)}/${port.protocol ?? ''}`).join(', ');
  const own = list((port) => port.containerPort);
  const host = list((port) => port.hostPort ?? 0);
  out.write(2, own.includes(',') ? `Ports:\t${own}\n` : `Port:\t${own || '<none>'}\n`);
  out.write(2, host.includes(',') ? `Host Ports:\t${host}\n` : `Host Port:\t${host || '<none>'}\n`);
  const seccomp = container.securityContext?.seccompProfile;
  if (seccomp !== undefined) {
    out.write(2, `SeccompProfile:\t${seccomp.type}\n`);
    if (seccomp.type === 'Localhost') out.write(3, `LocalhostProfile:\t${seccomp.localhostProfile ?? ''}\n`);
  }
}

function words(out: Description, title: string, list: readonly string[] | undefined): void {
  if (list === undefined || list.length === 0) return;
  out.write(2, `${title}:\n`);
  for (const line of list.flatMap((word) => word.split('\n'))) out.write(3, `${line}\n`);
}

function state(out: Description, title: string, current: ContainerState | undefined): void {
  if (current?.running !== undefined) {
    out.write(2, `${title}:\tRunning\n`);
    out.write(3, `Started:\t${longDate(current.running.startedAt)}\n`);
  } else if (current?.terminated !== undefined) {
    const { reason, message, exitCode, signal, startedAt, finishedAt } = current.terminated;
    out.write(2, `${title}:\tTerminated\n`);
    if (reason) out.write(3, `Reason:\t${reason}\n`);
    if (message) out.write(3, `Message:\t${message}\n`);
    out.write(3, `Exit Code:\t${exitCode}\n`);
    if (signal !== undefined && signal > 0) out.write(3, `Signal:\t${signal}\n`);
    out.write(3, `Started:\t${longDate(startedAt)}\n`);
    out.write(3, `Finished:\t${longDate(finishedAt)}\n`);
  } else {
    out.write(2, `${title}:\tWaiting\n`);
    if (current?.waiting?.reason) out.write(3, `Reason:\t${current.waiting.reason}\n`);
  }
}

/** Models describeResources. */
export function describeResources(out: Description, resources: ResourceRequirements | undefined, level: number): void {
  for (const [title, list] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    const names = Object.keys(list ?? {}).sort();
    if (names.length > 0) out.write(level, `${title}:\n`);
    for (const name of names) out.write(level + 1, `${name}:\t${list![name]}\n`);
  }
}

function mounts(out: Description, container: Container): void {
  const list = [...(container.volumeMounts ?? [])].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  out.write(2, `Mounts:${list.length === 0 ? '\t<none>' : ''}\n`);
  for (const mount of list) {
    const flags = [mount.readOnly ? 'ro' : 'rw', ...(mount.subPath ? [`path=${goQuote(mount.subPath)}`] : [])];
    out.write(3, `${mount.mountPath} from ${mount.name} (${flags.join(',')})\n`);
  }
}
