import { isPodReady } from '../../api/pod-conditions.ts';
import { daemonSets, pods } from '../../api/resources.ts';
import type { GradeSource, Outcome } from '../grade-source.ts';
import type { DaemonPodsCheck } from '../pack.ts';

/** Passes when the named nodes, and no other, each run one Ready pod of the DaemonSet. */
export function checkDaemonPods(check: DaemonPodsCheck, source: GradeSource): Outcome {
  const expected = `a Ready pod of DaemonSet ${check.daemonSet} on ${names(check.nodes)}, and nowhere else`;
  const daemonSet = source.client.get(daemonSets, check.namespace, check.daemonSet);
  if (daemonSet === undefined) {
    return { passed: false, expected, found: `no DaemonSet ${check.daemonSet} in namespace ${check.namespace}` };
  }
  const onNode = new Map<string, number>();
  const problems: string[] = [];
  for (const pod of source.client.list(pods, { namespace: check.namespace, owner: daemonSet.metadata.uid })) {
    const node = pod.spec.nodeName ?? '';
    if (node === '') problems.push(`${pod.metadata.name} is not scheduled`);
    else if (pod.metadata.deletionTimestamp !== undefined)
      problems.push(`${pod.metadata.name} on ${node} is terminating`);
    else if (!isPodReady(pod)) problems.push(`${pod.metadata.name} on ${node} is not Ready`);
    else onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const here = [...onNode.keys()].sort();
  const same = here.length === check.nodes.length && [...check.nodes].sort().every((node, i) => node === here[i]);
  const single = [...onNode.values()].every((count) => count === 1);
  const found = [`Ready pods on ${names(here)}`, ...problems.sort().slice(0, 5)].join('; ');
  return { passed: same && single && problems.length === 0, expected, found };
}

const names = (list: readonly string[]): string => (list.length === 0 ? 'no node' : list.join(', '));
