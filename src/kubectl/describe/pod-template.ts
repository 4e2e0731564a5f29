import { byCodePoint } from '../../api/go-json.ts';
import { goQuote } from '../../api/go-quote.ts';
import type { Container } from '../../api/types/container.ts';
import type { PodSpec, PodTemplateSpec } from '../../api/types/pod.ts';
import type { Probe } from '../../api/types/probe.ts';
import { volumeLines } from './volume-lines.ts';

/**
 * The template of a workload's pods, with tabs between names and values, as `rollout history --revision` prints it.
 * Models kubectl/pkg/describe DescribePodTemplate.
 */
export function podTemplateText(template: PodTemplateSpec | undefined): string {
  if (template === undefined) return 'Pod Template:\n  <unset>';
  const spec: Partial<PodSpec> = template.spec ?? {};
  const lines = ['Pod Template:', ...mapLines('  Labels', template.metadata?.labels)];
  const annotations = template.metadata?.annotations ?? {};
  if (Object.keys(annotations).length > 0) lines.push(...annotationLines('  Annotations', annotations));
  if (spec.serviceAccountName) lines.push(`  Service Account:\t${spec.serviceAccountName}`);
  if (spec.initContainers !== undefined && spec.initContainers.length > 0) {
    lines.push('  Init Containers:', ...spec.initContainers.flatMap(containerLines));
  }
  const containers = spec.containers ?? [];
  lines.push(`  Containers:${containers.length === 0 ? ' <none>' : ''}`, ...containers.flatMap(containerLines));
  lines.push(...volumeLines(spec.volumes ?? []));
  if (spec.priorityClassName) lines.push(`  Priority Class Name:\t${spec.priorityClassName}`);
  lines.push(...mapLines('  Node-Selectors', spec.nodeSelector), ...tolerationLines(spec));
  return `${lines.join('\n')}\n`;
}

function mapLines(title: string, map: Readonly<Record<string, string>> | undefined): readonly string[] {
  const entries = Object.entries(map ?? {}).sort(([a], [b]) => byCodePoint(a, b));
  if (entries.length === 0) return [`${title}:\t<none>`];
  return entries.map(([key, value], index) => `${index === 0 ? `${title}:` : ''}\t${key}=${value}`);
}

const MAX_ANNOTATION = 140;

function annotationLines(title: string, annotations: Readonly<Record<string, string>>): readonly string[] {
  const entries = Object.entries(annotations)
    .filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration')
    .sort(([a], [b]) => byCodePoint(a, b));
  if (entries.length === 0) return [`${title}:\t<none>`];
  return entries.flatMap(([key, raw], index) => {
    const lead = `${index === 0 ? `${title}:` : ''}\t`;
    const value = raw.replace(/\n$/, '');
    if (value.length + key.length + 2 <= MAX_ANNOTATION && !value.includes('\n')) return [`${lead}${key}: ${value}`];
    const cut = (line: string): string =>
      line.length > MAX_ANNOTATION - 2 ? `${line.slice(0, MAX_ANNOTATION - 2)}...` : line;
    return [`${lead}${key}:`, ...value.split('\n').map((line) => `\t  ${cut(line)}`)];
  });
}

function tolerationLines({ tolerations = [] }: Partial<PodSpec>): readonly string[] {
  if (tolerations.length === 0) return ['  Tolerations:\t<none>'];
  const sorted = [...tolerations].sort((a, b) => byCodePoint(a.key ?? '', b.key ?? ''));
  return sorted.map((one, index) => {
    const { key = '', value = '', effect = '', operator, tolerationSeconds } = one;
    const subject = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
    const exists = operator === 'Exists' && value === '' ? `${key === '' && effect === '' ? '' : ' '}op=Exists` : '';
    const seconds = tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`;
    return `${index === 0 ? '  Tolerations:' : ''}\t${subject}${exists}${seconds}`;
  });
}

function containerLines(container: Container): readonly string[] {
  const ports = (container.ports ?? []).map((port) => `${port.containerPort}/${port.protocol ?? ''}`);
  const hostPorts = (container.ports ?? []).map((port) => `${port.hostPort ?? 0}/${port.protocol ?? ''}`);
  const lines = [
    `   ${container.name}:`,
    `    Image:\t${container.image ?? ''}`,
    `    ${ports.length > 1 ? 'Ports' : 'Port'}:\t${ports.join(', ') || '<none>'}`,
    `    ${hostPorts.length > 1 ? 'Host Ports' : 'Host Port'}:\t${hostPorts.join(', ') || '<none>'}`,
  ];
  const words = (title: string, list: readonly string[] | undefined): void => {
    if (list === undefined || list.length === 0) return;
    lines.push(`    ${title}:`, ...list.flatMap((word) => word.split('\n')).map((line) => `      ${line}`));
  };
  words('Command', container.command);
  words('Args', container.args);
  for (const [title, amounts] of [
    ['Limits', container.resources?.limits],
    ['Requests', container.resources?.requests],
  ] as const) {
    const entries = Object.entries(amounts ?? {}).sort(([a], [b]) => byCodePoint(a, b));
    if (entries.length > 0)
      lines.push(`    ${title}:`, ...entries.map(([name, amount]) => `      ${name}:\t${amount}`));
  }
  for (const [title, probe] of [
    ['Liveness', container.livenessProbe],
    ['Readiness', container.readinessProbe],
    ['Startup', container.startupProbe],
  ] as const) {
    if (probe !== undefined) lines.push(`    ${title}:\t${probeText(probe)}`);
  }
  lines.push(...environmentLines(container));
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => byCodePoint(a.mountPath, b.mountPath));
  lines.push(`    Mounts:${mounts.length === 0 ? '\t<none>' : ''}`);
  for (const mount of mounts) {
    const path = mount.subPath ? `,path=${goQuote(mount.subPath)}` : '';
    lines.push(`      ${mount.mountPath} from ${mount.name} (${mount.readOnly ? 'ro' : 'rw'}${path})`);
  }
  return lines;
}

function environmentLines({ env = [], envFrom = [] }: Container): readonly string[] {
  const lines: string[] = [];
  if (envFrom.length > 0) lines.push('    Environment Variables from:');
  for (const { configMapRef, secretRef, prefix = '' } of envFrom) {
    const kind = configMapRef === undefined ? (secretRef === undefined ? '' : 'Secret') : 'ConfigMap';
    const reference = configMapRef ?? secretRef;
    const shown = prefix === '' ? kind : `${kind} with prefix '${prefix}'`;
    lines.push(`      ${reference?.name ?? ''}\t${shown}\tOptional: ${reference?.optional ?? false}`);
  }
  lines.push(`    Environment:${env.length === 0 ? '\t<none>' : ''}`);
  for (const { name, value = '', valueFrom } of env) {
    const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom ?? {};
    if (valueFrom === undefined) {
      const [first = '', ...more] = value.split('\n');
      lines.push(`      ${name}:\t${first}`, ...more.map((line) => `      \t${line}`));
    } else if (fieldRef !== undefined) {
      lines.push(`      ${name}:\t (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})`);
    } else if (resourceFieldRef !== undefined) lines.push(`      ${name}:\t (${resourceFieldRef.resource})`);
    else if (secretKeyRef !== undefined) {
      const { key, name: from = '', optional = false } = secretKeyRef;
      lines.push(`      ${name}:\t<set to the key '${key}' in secret '${from}'>\tOptional: ${optional}`);
    } else if (configMapKeyRef !== undefined) {
      const { key, name: from = '', optional = false } = configMapKeyRef;
      lines.push(`      ${name}:\t<set to the key '${key}' of config map '${from}'>\tOptional: ${optional}`);
    }
  }
  return lines;
}

/** Models kubectl/pkg/describe DescribeProbe. */
function probeText(probe: Probe): string {
  const counts = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  if (probe.exec !== undefined) return `exec [${(probe.exec.command ?? []).join(' ')}] ${counts}`;
  if (probe.httpGet !== undefined) {
    const { scheme = 'HTTP', host = '', port, path = '' } = probe.httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path} ${counts}`;
  }
  if (probe.tcpSocket !== undefined)
    return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${counts}`;
  if (probe.grpc !== undefined) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''} ${counts}`;
  return `unknown ${counts}`;
}
