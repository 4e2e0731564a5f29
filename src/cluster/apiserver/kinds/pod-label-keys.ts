import type { LabelSelector, LabelSelectorRequirement } from '../../../api/object.ts';
import type { PodAffinity, PodAffinityTerm } from '../../../api/types/affinity.ts';
import type { Pod } from '../../../api/types/pod.ts';

/**
 * Writes `matchLabelKeys` and `mismatchLabelKeys` of affinity terms into their selectors, with the values of the new pod's
 * labels. Models pkg/registry/core/pod strategy.go mutatePodAffinity.
 */
export function withAffinityLabelKeys(pod: Pod): Pod {
  const { affinity } = pod.spec;
  if (!affinity?.podAffinity && !affinity?.podAntiAffinity) return pod;
  const labels = pod.metadata.labels ?? {};
  const podAffinity = affinity.podAffinity && withKeys(affinity.podAffinity, labels);
  const podAntiAffinity = affinity.podAntiAffinity && withKeys(affinity.podAntiAffinity, labels);
  if (podAffinity === affinity.podAffinity && podAntiAffinity === affinity.podAntiAffinity) return pod;
  return {
    ...pod,
    spec: {
      ...pod.spec,
      affinity: {
        ...affinity,
        ...(podAffinity ? { podAffinity } : {}),
        ...(podAntiAffinity ? { podAntiAffinity } : {}),
      },
    },
  };
}

function withKeys(affinity: PodAffinity, labels: Readonly<Record<string, string>>): PodAffinity {
  const required = affinity.requiredDuringSchedulingIgnoredDuringExecution;
  const preferred = affinity.preferredDuringSchedulingIgnoredDuringExecution;
  const terms = [...(required ?? []), ...(preferred ?? []).map((one) => one?.podAffinityTerm)];
  if (!terms.some((term) => term?.matchLabelKeys?.length || term?.mismatchLabelKeys?.length)) return affinity;
  return {
    ...affinity,
    ...(required
      ? { requiredDuringSchedulingIgnoredDuringExecution: required.map((term) => termWithKeys(term, labels)) }
      : {}),
    ...(preferred
      ? {
          preferredDuringSchedulingIgnoredDuringExecution: preferred.map((one) => ({
            ...one,
            podAffinityTerm: termWithKeys(one?.podAffinityTerm, labels),
          })),
        }
      : {}),
  };
}

/** A term without a selector matches nothing, with keys or without. */
function termWithKeys(term: PodAffinityTerm, labels: Readonly<Record<string, string>>): PodAffinityTerm {
  const { labelSelector, matchLabelKeys, mismatchLabelKeys } = term ?? {};
  if (!labelSelector || (!matchLabelKeys?.length && !mismatchLabelKeys?.length)) return term;
  const own = (keys: readonly string[] | undefined, operator: string): LabelSelectorRequirement[] =>
    (keys ?? []).filter((key) => Object.hasOwn(labels, key)).map((key) => ({ key, operator, values: [labels[key]!] }));
  const more = [...own(matchLabelKeys, 'In'), ...own(mismatchLabelKeys, 'NotIn')];
  if (more.length === 0) return term;
  const selector: LabelSelector = {
    ...labelSelector,
    matchExpressions: [...(labelSelector.matchExpressions ?? []), ...more],
  };
  return { ...term, labelSelector: selector };
}
