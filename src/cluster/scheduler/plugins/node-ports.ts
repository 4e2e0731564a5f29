import type { Pod } from '../../../api/types/pod.ts';
import { hint } from '../cluster-event.ts';
import { type HostPort, hostPorts } from '../node-info.ts';
import type { Rejection, SchedulerPlugin } from '../plugin.ts';

const EVERY_ADDRESS = '0.0.0.0';

const refused: Rejection = {
  plugin: 'NodePorts',
  reasons: ["node(s) didn't have free ports for the requested pod ports"],
  preemptable: true,
};

/** Models kube-scheduler plugins/nodeports. */
export const nodePorts: SchedulerPlugin<readonly HostPort[]> = {
  name: 'NodePorts',
  local: true,
  hints: [
    hint<Pod>('AssignedPod', ['Delete'], (pod, { old }) => {
      const freed = hostPorts(old!);
      return hostPorts(pod).some((wanted) => freed.some((port) => overlap(wanted, port)));
    }),
    hint('Node', ['Add']),
  ],
  preFilter(pod) {
    const wanted = hostPorts(pod);
    return wanted.length === 0 ? 'skip' : { state: wanted };
  },
  filter: (wanted, _, { ports }) => (wanted.some((port) => isTaken(port, ports)) ? refused : undefined),
  explain(wanted, _, { ports }) {
    if (wanted === undefined) return undefined;
    const taken = wanted.filter((port) => isTaken(port, ports));
    const text = (taken.length > 0 ? taken : wanted).map(({ protocol, port }) => `${port}/${protocol}`).join(', ');
    return { looked: `host port ${text} ${taken.length > 0 ? 'taken' : 'free'}`, field: 'spec.containers[*].ports' };
  },
};

function isTaken({ ip, protocol, port }: HostPort, taken: ReadonlyMap<string, number>): boolean {
  if (taken.size === 0) return false;
  if (ip !== EVERY_ADDRESS)
    return taken.has(`${ip}/${protocol}/${port}`) || taken.has(`${EVERY_ADDRESS}/${protocol}/${port}`);
  const end = `/${protocol}/${port}`;
  for (const key of taken.keys()) if (key.endsWith(end)) return true;
  return false;
}

function overlap(a: HostPort, b: HostPort): boolean {
  if (a.protocol !== b.protocol || a.port !== b.port) return false;
  return a.ip === b.ip || a.ip === EVERY_ADDRESS || b.ip === EVERY_ADDRESS;
}
