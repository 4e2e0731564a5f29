import { podRequiredNodeAffinityMatches, preferredNodeAffinityScore } from '../../../api/node-affinity.ts';
import type { NodeAffinity, NodeSelectorTerm, PreferredSchedulingTerm } from '../../../api/types/affinity.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { hint } from '../cluster-event.ts';
import { nodeLabel } from '../node-label.ts';
import type { PreFilterOutcome, Rejection, SchedulerPlugin } from '../plugin.ts';
import { normaliseByGreatest } from '../score-normalising.ts';

const refused: Rejection = {
  plugin: 'NodeAffinity',
  reasons: ["node(s) didn't match Pod's node affinity/selector"],
  preemptable: false,
};
const enforced: Rejection = { ...refused, reasons: ["node(s) didn't match scheduler-enforced node affinity"] };
const conflict: Rejection = { ...refused, reasons: ['pod affinity terms conflict'] };
const everyNode: PreFilterOutcome<undefined> = { state: undefined };

/** Models kube-scheduler plugins/nodeaffinity. `added` is the affinity that a profile gives to all its pods. */
export function createNodeAffinity(
  added?: NodeAffinity,
): SchedulerPlugin<undefined, readonly PreferredSchedulingTerm[]> {
  const addedRequired = added?.requiredDuringSchedulingIgnoredDuringExecution;
  const addedSpec = { affinity: { nodeAffinity: added ?? {} } };
  const fits = (pod: Pod, node: Node): boolean =>
    (addedRequired === undefined || podRequiredNodeAffinityMatches(addedSpec, node)) &&
    podRequiredNodeAffinityMatches(pod.spec, node);

  return {
    name: 'NodeAffinity',
    local: true,
    hints: [
      hint<Node>(
        'Node',
        ['Add', 'UpdateNodeLabel'],
        (pod, { old, now }) => fits(pod, now!) && (old === undefined || !fits(pod, old)),
      ),
    ],
    preFilter({ spec }) {
      const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      if (!required && !spec.nodeSelector && addedRequired === undefined) return 'skip';
      if (!required) return everyNode;
      const nodes = namedNodes(required.nodeSelectorTerms);
      if (nodes === undefined) return everyNode;
      return nodes.size === 0 ? { rejection: conflict } : { state: undefined, nodes };
    },
    filter(_, pod, { node }) {
      if (addedRequired !== undefined && !podRequiredNodeAffinityMatches(addedSpec, node)) return enforced;
      return podRequiredNodeAffinityMatches(pod.spec, node) ? undefined : refused;
    },
    preScore({ spec }) {
      const own = spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
      const all = [...(added?.preferredDuringSchedulingIgnoredDuringExecution ?? []), ...own];
      return all.length === 0 ? 'skip' : { state: all };
    },
    score: (terms, _, { node }) => preferredNodeAffinityScore(terms, node),
    normalise: (_, scores) => normaliseByGreatest(scores, false),
    explain(_, { spec }, { node }) {
      const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      const labels = node.metadata.labels ?? {};
      const selectorKeys = Object.keys(spec.nodeSelector ?? {});
      const wrong = selectorKeys.find((key) => nodeLabel(node, key) !== spec.nodeSelector![key]);
      if (wrong !== undefined || !required) {
        const key = wrong ?? selectorKeys[0];
        if (key === undefined) return undefined;
        return { looked: labelText(labels, key), field: `spec.nodeSelector.${key}` };
      }
      const keys = required.nodeSelectorTerms.flatMap(({ matchExpressions = [], matchFields = [] }) => [
        ...matchExpressions.map(({ key }) => labelText(labels, key)),
        ...matchFields.map(({ key }) => `${key}: ${key === 'metadata.name' ? node.metadata.name : ''}`),
      ]);
      return {
        looked: [...new Set(keys)].join(', '),
        field: 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution',
      };
    },
  };
}

export const nodeAffinity = createNodeAffinity();

const labelText = (labels: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(labels, key) ? `label ${key}=${labels[key]}` : `no label ${key}`;

/** Where every term names its node by metadata.name (daemon pods), only those nodes are looked at. */
function namedNodes(terms: readonly NodeSelectorTerm[] | undefined): ReadonlySet<string> | undefined {
  if (terms === undefined || terms.length === 0) return undefined;
  const names = new Set<string>();
  for (const { matchFields } of terms) {
    let ofTerm: Set<string> | undefined;
    for (const { key, operator, values } of matchFields ?? []) {
      if (key !== 'metadata.name' || operator !== 'In') continue;
      const given = new Set(values);
      ofTerm = ofTerm === undefined ? given : new Set([...ofTerm].filter((name) => given.has(name)));
    }
    if (ofTerm === undefined) return undefined;
    for (const name of ofTerm) names.add(name);
  }
  return names;
}
