import { humanAge } from '../../api/duration.ts';
import { integerValue, milliValue } from '../../api/quantity.ts';
import { addResourceLists, podLimits, podRequests, type ResourceList } from '../../api/resource-list.ts';
import { parseTime } from '../../api/time.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import type { Description } from './description.ts';

const standard = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods']);

/** What the pods of a node ask for against what it offers. Models describeNodeResource. */
export function describeNodeResources(out: Description, node: Node, pods: readonly Pod[], now: Millis): void {
  const own = node.status.allocatable ?? {};
  const offered = Object.keys(own).length > 0 ? own : (node.status.capacity ?? {});
  const share = (name: string, amount: string | undefined): string => {
    const value = name === 'cpu' ? milliValue : integerValue;
    const whole = value(offered[name]);
    return `${amount ?? '0'} (${whole === 0 ? 0 : Math.trunc((value(amount) / whole) * 100)}%)`;
  };
  out.write(0, `Non-terminated Pods:\t(${pods.length} in total)\n`);
  out.write(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n');
  out.write(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n');
  let requests: ResourceList = {};
  let limits: ResourceList = {};
  for (const pod of pods) {
    const asked = podRequests(pod);
    const capped = podLimits(pod);
    requests = addResourceLists(requests, asked);
    limits = addResourceLists(limits, capped);
    const cells = [
      share('cpu', asked.cpu),
      share('cpu', capped.cpu),
      share('memory', asked.memory),
      share('memory', capped.memory),
    ];
    const age = humanAge(parseTime(pod.metadata.creationTimestamp), now);
    out.write(1, `${pod.metadata.namespace}\t${pod.metadata.name}\t\t${cells.join('\t')}\t${age}\n`);
  }
  out.write(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n');
  out.write(1, 'Resource\tRequests\tLimits\n');
  out.write(1, '--------\t--------\t------\n');
  const others = Object.keys(offered)
    .filter((name) => !standard.has(name))
    .sort();
  const hugePages = others.filter((name) => name.startsWith('hugepages-'));
  for (const name of ['cpu', 'memory', 'ephemeral-storage', ...hugePages]) {
    out.write(1, `${name}\t${share(name, requests[name])}\t${share(name, limits[name])}\n`);
  }
  for (const name of others.filter((one) => !hugePages.includes(one))) {
    out.write(1, `${name}\t${requests[name] ?? '0'}\t${limits[name] ?? '0'}\n`);
  }
}
