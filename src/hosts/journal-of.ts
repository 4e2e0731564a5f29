import { events } from '../api/resources.ts';
import { parseTime } from '../api/time.ts';
import type { Event } from '../api/types/core.ts';
import { type JournalEntry, type KlogLine, klogText } from '../cluster/kubelet/machine-journal.ts';
import { DESCRIPTIONS } from '../cluster/kubelet/machine-services.ts';
import type { Hosts } from './hosts.ts';
import { syslogTime } from './programs/systemd-time.ts';

/** The first kubelet of a machine since it was switched on. */
const FIRST_KUBELET = 812;

/**
 * The journal of a machine: what its services logged, and, as a kubelet logs it, what it told the API server of the pods'
 * troubles. The latter is made from the events, so that kubelets need not keep logs that nobody reads.
 */
export function journalOf(hosts: Hosts, node: string): readonly JournalEntry[] {
  const { services, kubelets, client } = hosts.needs;
  const boot = kubelets.bootedAt(node);
  const recorded = services.journal(node);
  const first = (unit: 'kubelet' | 'containerd'): JournalEntry => ({
    at: boot,
    unit,
    by: 'systemd',
    pid: 1,
    text: `Started ${DESCRIPTIONS[unit]}.`,
  });
  const entries: JournalEntry[] = [first('containerd'), first('kubelet')];
  const klog = (at: number, line: KlogLine) =>
    entries.push({ at, unit: 'kubelet', by: 'kubelet', pid: FIRST_KUBELET, text: klogText(at, FIRST_KUBELET, line) });
  klog(boot, { level: 'I', source: 'kubelet_node_status.go:75', text: `"Attempting to register node" node="${node}"` });
  klog(boot, {
    level: 'I',
    source: 'kubelet_node_status.go:78',
    text: `"Successfully registered node" node="${node}"`,
  });
  for (const event of client.list(events)) {
    if (event.source?.component !== 'kubelet' || event.source.host !== node) continue;
    const line = eventLine(event);
    if (line === undefined) continue;
    for (const time of new Set([event.firstTimestamp, event.lastTimestamp])) {
      const at = parseTime(time);
      if (at === undefined) continue;
      const pid = pidAt(recorded, at);
      entries.push({ at, unit: 'kubelet', by: 'kubelet', pid, text: klogText(at, pid, line) });
    }
  }
  for (const { at, line } of outageLines(hosts, node)) klog(at, line);
  entries.push(...recorded);
  return entries
    .map((entry, order) => ({ entry, order }))
    .sort((a, b) => a.entry.at - b.entry.at || a.order - b.order)
    .map(({ entry }) => entry);
}

/** The kubelet that ran at a time. */
function pidAt(recorded: readonly JournalEntry[], at: number): number {
  let pid = FIRST_KUBELET;
  for (const entry of recorded) if (entry.at <= at && entry.by === 'kubelet') pid = entry.pid;
  return pid;
}

/** What a kubelet logs of an outage of the API server: when it renews its lease, and when it tells its status. */
function outageLines(hosts: Hosts, node: string): readonly { readonly at: number; readonly line: KlogLine }[] {
  const { outages, server, world } = hosts.needs;
  const refused = `dial tcp ${server.replace(/^https:\/\//, '')}: connect: connection refused`;
  const lease = `Get \\"${server}/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}?timeout=10s\\": ${refused}`;
  const status = `error getting node \\"${node}\\": Get \\"${server}/api/v1/nodes/${node}?resourceVersion=0&timeout=10s\\": ${refused}`;
  return outages().flatMap(({ from, to }) => {
    const end = Math.min(to ?? world.clock.now(), from + OUTAGE_SHOWN_MS);
    const lines: { at: number; line: KlogLine }[] = [];
    for (let at = from + 1200; at < end; at += OUTAGE_EVERY_MS) {
      lines.push({
        at,
        line: error('controller.go:145', `"Failed to ensure lease exists, will retry" err="${lease}" interval="7s"`),
      });
      lines.push({
        at: at + 2600,
        line: error('kubelet_node_status.go:548', `"Error updating node status, will retry" err="${status}"`),
      });
    }
    return lines.filter(({ at }) => at < end);
  });
}

const OUTAGE_EVERY_MS = 10_000;
/** Of a long outage the first part tells enough. */
const OUTAGE_SHOWN_MS = 600_000;

export const journalLine = ({ at, by, pid, text }: JournalEntry, node: string): string =>
  `${syslogTime(at)} ${node} ${by}[${pid}]: ${text}`;

const WAITING = new Map([
  ['BackOff', 'CrashLoopBackOff'],
  ['ErrImagePull', 'ErrImagePull'],
  ['ImagePullBackOff', 'ImagePullBackOff'],
]);

/** How the kubelet logs what it also made an event of; undefined: it does not. */
function eventLine({ type, reason = '', message = '', involvedObject }: Event): KlogLine | undefined {
  const { kind, namespace = '', name = '', uid = '', fieldPath = '' } = involvedObject;
  const pod = `pod="${namespace}/${name}"`;
  if (kind !== 'Pod' || type !== 'Warning') return undefined;
  const container = /\{(.*)\}/.exec(fieldPath)?.[1] ?? '';
  switch (reason) {
    case 'BackOff': {
      const image = /^Back-off pulling image/.test(message);
      const why = image ? 'ImagePullBackOff' : WAITING.get(reason)!;
      const about = message.replaceAll('"', '\\\\\\"');
      return error(
        'pod_workers.go:1301',
        `"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"${container}\\" with ${why}: \\"${about}\\"" ${pod} podUID="${uid}"`,
      );
    }
    case 'Failed':
      return error(
        'pod_workers.go:1301',
        `"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"${container}\\": \\"${message.replaceAll('"', '\\\\\\"')}\\"" ${pod} podUID="${uid}"`,
      );
    case 'Unhealthy': {
      const kindOf = /^(\w+) probe failed: ([\s\S]*)$/.exec(message);
      if (kindOf === null) return undefined;
      return {
        level: 'I',
        source: 'prober.go:120',
        text: `"Probe failed" probeType="${kindOf[1]}" ${pod} podUID="${uid}" containerName="${container}" probeResult="failure" output="${kindOf[2]!.replaceAll('"', '\\"')}"`,
      };
    }
    case 'FailedMount':
      return error('nestedpendingoperations.go:348', `${message} (${pod})`);
    case 'FailedKillPod':
    case 'FailedCreatePodSandBox':
      return error(
        'pod_workers.go:1301',
        `"Error syncing pod, skipping" err="${message.replaceAll('"', '\\"')}" ${pod} podUID="${uid}"`,
      );
    default:
      return error('kubelet.go:2412', `"${reason}" err="${message.replaceAll('"', '\\"')}" ${pod}`);
  }
}

const error = (source: string, text: string): KlogLine => ({ level: 'E', source, text });
