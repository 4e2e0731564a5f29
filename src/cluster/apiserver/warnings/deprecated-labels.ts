import type { LabelSelector } from '../../../api/object.ts';
import type { NodeSelectorTerm } from '../../../api/types/affinity.ts';

/** Labels of nodes that have a newer name. Models pkg/api/node/util.go deprecatedNodeLabels. */
const DEPRECATED = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
]);

export const deprecatedLabel = (key: string | undefined): string | undefined => DEPRECATED.get(key ?? '');

/** Models GetWarningsForNodeSelectorTerm. */
export function nodeTermWarnings({ matchExpressions = [] }: NodeSelectorTerm, field: string): readonly string[] {
  return matchExpressions.flatMap(({ key }, i) => {
    const why = deprecatedLabel(key);
    return why === undefined ? [] : [`${field}.matchExpressions[${i}].key: ${key} is ${why}`];
  });
}

/** Models GetWarningsForNodeSelector. */
export function nodeSelectorWarnings(selector: LabelSelector | undefined, field: string): readonly string[] {
  if (selector === undefined) return [];
  const labels = Object.keys(selector.matchLabels ?? {}).flatMap((key) => {
    const why = deprecatedLabel(key);
    return why === undefined ? [] : [`${field}.matchLabels.${key}: ${why}`];
  });
  return [...nodeTermWarnings(selector as NodeSelectorTerm, field), ...labels];
}
