import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { hint, isOwn } from '../cluster-event.ts';
import type { Rejection, SchedulerPlugin } from '../plugin.ts';
import { type Amounts, amountsOf, podAmounts } from '../pod-amounts.ts';
import type { ScoringStrategy } from '../scheduler-configuration.ts';
import { resourceScorer } from './resource-score.ts';

/** The resources that a pod asks for, with how much. */
type Asked = readonly (readonly [resource: string, amount: number])[];

const nothing: Asked = [];

const askedOf = (pod: Pod): Asked => [...podAmounts(pod).asked].filter(([, amount]) => amount > 0);

/** Models kube-scheduler plugins/noderesources Fit. */
export function createNodeResourcesFit(strategy: ScoringStrategy): SchedulerPlugin<Asked, Amounts> {
  return {
    name: 'NodeResourcesFit',
    local: true,
    hints: [
      hint<Pod>(
        'AssignedPod',
        ['Delete', 'UpdatePodScaleDown'],
        (pod, { action, old, now }) => action === 'Delete' || frees(askedOf(pod), old!, now!),
      ),
      hint('UnscheduledPod', ['UpdatePodScaleDown'], isOwn),
      hint<Node>('Node', ['Add', 'UpdateNodeAllocatable'], (pod, { old, now }) => {
        const asked = askedOf(pod);
        const after = amountsOf(now!.status.allocatable);
        if (lacking(asked, after, new Map()).length > 0 || (after.get('pods') ?? 0) < 1) return false;
        return old === undefined || hasMore(asked, amountsOf(old.status.allocatable), after);
      }),
    ],
    preFilter: (pod) => ({ state: askedOf(pod) }),
    filter(asked, _, info) {
      const full = info.pods.size + 1 > (info.allocatable.get('pods') ?? 0);
      const missing = lacking(asked, info.allocatable, info.requested);
      if (!full && missing.length === 0) return undefined;
      return rejectionFor(full, missing);
    },
    preScore: (pod) => ({ state: podAmounts(pod).nonZero }),
    score: resourceScorer(strategy),
    explain(_, pod, info) {
      const asked = askedOf(pod);
      if (info.pods.size + 1 > (info.allocatable.get('pods') ?? 0)) {
        return { looked: `pods: ${info.pods.size} of ${info.allocatable.get('pods') ?? 0}`, field: 'spec' };
      }
      const missing = lacking(asked, info.allocatable, info.requested);
      const shown = missing.length > 0 ? missing : asked;
      const parts = shown.map(([resource, amount]) => {
        const free = (info.allocatable.get(resource) ?? 0) - (info.requested.get(resource) ?? 0);
        return `${resource}: ${amountText(resource, amount)} asked, ${amountText(resource, free)} free`;
      });
      return parts.length === 0
        ? undefined
        : { looked: parts.join('; '), field: 'spec.containers[*].resources.requests' };
    },
  };
}

const known = new Map<string, Rejection>();

/** The same few rejections are given for thousands of nodes. */
function rejectionFor(full: boolean, missing: Asked): Rejection {
  const key = !full && missing.length === 1 ? missing[0]![0] : `${full} ${missing.map(([resource]) => resource)}`;
  let rejection = known.get(key);
  if (rejection === undefined) {
    const reasons = missing.map(([resource]) => `Insufficient ${resource}`);
    rejection = {
      plugin: 'NodeResourcesFit',
      reasons: full ? ['Too many pods', ...reasons] : reasons,
      preemptable: true,
    };
    if (known.size >= REMEMBERED_REJECTIONS) known.clear();
    known.set(key, rejection);
  }
  return rejection;
}

const REMEMBERED_REJECTIONS = 1000;

const amountText = (resource: string, amount: number): string => (resource === 'cpu' ? `${amount}m` : `${amount}`);

/** The resources of which there is not enough left. */
function lacking(asked: Asked, allocatable: Amounts, used: Amounts): Asked {
  let missing: Asked = nothing;
  for (let i = 0; i < asked.length; i++) {
    const [resource, amount] = asked[i]!;
    const free = (allocatable.get(resource) ?? 0) - (used.get(resource) ?? 0);
    if (amount > free) missing = [...missing, asked[i]!];
  }
  return missing;
}

/** Whether the pod asks for something that the other one gave back. Models isSchedulableAfterPodScaleDown. */
function frees(asked: Asked, old: Pod, now: Pod): boolean {
  const [before, after] = [podAmounts(old).asked, podAmounts(now).asked];
  return asked.some(([resource]) => (after.get(resource) ?? 0) < (before.get(resource) ?? 0));
}

/** Models haveAnyRequestedResourcesIncreased. */
function hasMore(asked: Asked, before: Amounts, after: Amounts): boolean {
  if ((after.get('pods') ?? 0) > (before.get('pods') ?? 0)) return true;
  return asked.some(([resource]) => (after.get(resource) ?? 0) > (before.get(resource) ?? 0));
}
