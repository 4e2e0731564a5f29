import { labelSelectorMatches, type Selector, selectorFromLabelSelector, selectorMatches } from '../../api/labels.ts';
import type { LabelSelector } from '../../api/object.ts';
import { namespaces } from '../../api/resources.ts';
import type { PodAffinityTerm, WeightedPodAffinityTerm } from '../../api/types/affinity.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Lister } from './view.ts';

/** A term of a pod's affinity to pods, made ready to be matched. Models framework AffinityTerm. */
export interface AffinityTerm {
  readonly namespaces: ReadonlySet<string>;
  /** Selects more namespaces by their labels; undefined selects none. */
  readonly namespaceSelector: LabelSelector | undefined;
  readonly selector: Selector;
  readonly topologyKey: string;
}

export interface WeightedTerm {
  readonly term: AffinityTerm;
  readonly weight: number;
}

export interface PodTerms {
  readonly affinity: readonly AffinityTerm[];
  readonly antiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly WeightedTerm[];
  readonly preferredAntiAffinity: readonly WeightedTerm[];
}

const noTerms: PodTerms = { affinity: [], antiAffinity: [], preferredAffinity: [], preferredAntiAffinity: [] };
const known = new WeakMap<Pod, PodTerms>();

/** The terms of a pod's affinity to other pods, remembered for each (frozen) pod. Models framework NewPodInfo. */
export function podTerms(pod: Pod): PodTerms {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  if (!podAffinity && !podAntiAffinity) return noTerms;
  let terms = known.get(pod);
  if (terms === undefined) {
    const compile = (term: PodAffinityTerm) => compileTerm(pod, term);
    const weighted = ({ podAffinityTerm, weight }: WeightedPodAffinityTerm) => ({
      term: compile(podAffinityTerm),
      weight,
    });
    terms = {
      affinity: (podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(compile),
      antiAffinity: (podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(compile),
      preferredAffinity: (podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(weighted),
      preferredAntiAffinity: (podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(weighted),
    };
    known.set(pod, terms);
  }
  return terms;
}

/** Without namespaces a term speaks of the pod's own. Models getNamespacesFromPodAffinityTerm. */
function compileTerm(pod: Pod, term: PodAffinityTerm): AffinityTerm {
  const own = !term.namespaces?.length && term.namespaceSelector === undefined;
  return {
    namespaces: new Set(own ? [pod.metadata.namespace!] : (term.namespaces ?? [])),
    namespaceSelector: term.namespaceSelector,
    // The API server wrote matchLabelKeys and mismatchLabelKeys into the selector.
    selector: selectorFromLabelSelector(term.labelSelector),
    topologyKey: term.topologyKey,
  };
}

/** Whether the term speaks of this pod. Models AffinityTerm Matches. */
export function termMatches(term: AffinityTerm, { metadata }: Pod, lister: Lister): boolean {
  const namespace = metadata.namespace!;
  const there =
    term.namespaces.has(namespace) ||
    (term.namespaceSelector !== undefined &&
      labelSelectorMatches(term.namespaceSelector, namespaceLabels(namespace, lister)));
  return there && selectorMatches(term.selector, metadata.labels);
}

const namespaceLabels = (name: string, lister: Lister) => lister.get(namespaces, undefined, name)?.metadata.labels;

/** The namespaces that a term speaks of now. Models mergeAffinityTermNamespacesIfNotEmpty. */
export function namespacesOf(term: AffinityTerm, lister: Lister): ReadonlySet<string> {
  if (term.namespaceSelector === undefined) return term.namespaces;
  const selected = lister
    .list(namespaces)
    .filter(({ metadata }) => labelSelectorMatches(term.namespaceSelector, metadata.labels))
    .map(({ metadata }) => metadata.name);
  return new Set([...term.namespaces, ...selected]);
}
