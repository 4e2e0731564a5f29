import { selectorMatches } from '../../../api/labels.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { type ClusterEvent, hint } from '../cluster-event.ts';
import { nodeLabel } from '../node-label.ts';
import type { SchedulerPlugin } from '../plugin.ts';
import type { SchedulingView } from '../view.ts';
import {
  type DefaultConstraints,
  hasTopologies,
  type SpreadConstraint,
  spreadConstraints,
  systemDefaults,
} from './spread-constraints.ts';
import { copySpreads, countInSpreads, filterBySpreads, leastOf, type Spread, spreadsOf } from './spread-filter.ts';
import { normaliseSpread, type SpreadScoring, scoreBySpread, spreadScoring } from './spread-score.ts';

/** Models kube-scheduler plugins/podtopologyspread. */
export function createPodTopologySpread(
  defaults: DefaultConstraints = systemDefaults,
): SchedulerPlugin<readonly Spread[], SpreadScoring> {
  const required = (pod: Pod, { lister }: SchedulingView): readonly SpreadConstraint[] =>
    spreadConstraints(pod, 'DoNotSchedule', defaults, lister);

  /** Models isSchedulableAfterPodChange. */
  function podMayHelp(pod: Pod, { old, now }: ClusterEvent<Pod>, view: SchedulingView): boolean {
    if ((now ?? old!).metadata.namespace !== pod.metadata.namespace) return false;
    const constraints = required(pod, view);
    const matches = ({ metadata }: Pod) =>
      constraints.some(({ selector }) => selectorMatches(selector, metadata.labels));
    if (old === undefined || now === undefined) return matches((now ?? old)!);
    if (now.metadata.uid === pod.metadata.uid) return true;
    return matches(old) !== matches(now);
  }

  /** Models isSchedulableAfterNodeChange. */
  function nodeMayHelp(pod: Pod, { old, now }: ClusterEvent<Node>, view: SchedulingView): boolean {
    const constraints = required(pod, view);
    const [had, has] = [old, now].map((node) => node !== undefined && hasTopologies(node, constraints));
    if (old === undefined || now === undefined || had !== has) return had! || has!;
    return has! && constraints.some(({ topologyKey: key }) => nodeLabel(old, key) !== nodeLabel(now, key));
  }

  return {
    name: 'PodTopologySpread',
    hints: [
      hint<Pod>('AssignedPod', ['Add', 'UpdatePodLabel', 'Delete'], podMayHelp),
      hint<Pod>('UnscheduledPod', ['UpdatePodLabel'], podMayHelp),
      hint<Node>('Node', ['Add', 'Delete', 'UpdateNodeLabel'], nodeMayHelp),
    ],
    preFilter(pod, view) {
      const constraints = required(pod, view);
      return constraints.length === 0 ? 'skip' : { state: spreadsOf(pod, constraints, view) };
    },
    filter: (spreads, _, info) => filterBySpreads(spreads, info),
    countPod: countInSpreads,
    copyState: copySpreads,
    preScore(pod, feasible, view) {
      const constraints = spreadConstraints(pod, 'ScheduleAnyway', defaults, view.lister);
      if (constraints.length === 0) return 'skip';
      const needsAll = (pod.spec.topologySpreadConstraints?.length ?? 0) > 0 || !defaults.system;
      return { state: spreadScoring(pod, constraints, feasible, needsAll, view) };
    },
    score: (scoring, _, info) => scoreBySpread(scoring, info),
    normalise: (_, scores) => normaliseSpread(scores),
    explain(spreads, pod, { node }) {
      if (spreads === undefined || spreads.length === 0) return undefined;
      const looked = spreads.map((spread) => {
        const { topologyKey, maxSkew } = spread.constraint;
        const domain = nodeLabel(node, topologyKey);
        if (domain === undefined) return `no label ${topologyKey}`;
        const count = spread.byDomain.get(domain) ?? 0;
        return `${topologyKey}=${domain}: ${count} pods, least ${leastOf(spread)}, maxSkew ${maxSkew}`;
      });
      const refusing = spreads.findIndex((spread) => filterBySpreads([spread], { node } as never) !== undefined);
      const index = Math.max(0, refusing);
      const own = pod.spec.topologySpreadConstraints ?? [];
      const place = own.findIndex(
        ({ topologyKey, whenUnsatisfiable }) =>
          whenUnsatisfiable === 'DoNotSchedule' && topologyKey === spreads[index]!.constraint.topologyKey,
      );
      return { looked: looked[index]!, field: `spec.topologySpreadConstraints[${Math.max(0, place)}]` };
    },
  };
}
