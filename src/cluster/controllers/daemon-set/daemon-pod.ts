import type { Draft } from '../../../api/object.ts';
import type { DaemonSet } from '../../../api/types/daemon-set.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { controllerRef } from '../controller-ref.ts';
import { daemonPodTolerations } from './daemon-pod-tolerations.ts';
import { withNodeNameAffinity } from './node-name-affinity.ts';

export const REVISION_HASH_LABEL = 'controller-revision-hash';
export const TEMPLATE_GENERATION_LABEL = 'pod-template-generation';
const TEMPLATE_GENERATION_ANNOTATION = 'deprecated.daemonset.template.generation';

/** Models pkg/controller/daemon/util GetTemplateGeneration; undefined when the annotation is missing or no number. */
export function templateGenerationOf(set: DaemonSet): string | undefined {
  const text = set.metadata.annotations?.[TEMPLATE_GENERATION_ANNOTATION];
  if (text === undefined) return undefined;
  if (text !== parsed.text) {
    parsed = { text, generation: /^[+-]?\d{1,19}$/.test(text) ? String(BigInt(text)) : undefined };
  }
  return parsed.generation;
}

/** The answer before: a set is asked for its generation once for each of its nodes. It changes no answer. */
let parsed: { readonly text: string; readonly generation: string | undefined } = { text: '', generation: undefined };

/** Returns what makes the pods of one state of a set: one call for each node. Models CreatePodTemplate and GetPodFromTemplate. */
export function daemonPodMaker(set: DaemonSet, hash: string): (nodeName: string) => Draft<Pod> {
  const { metadata, spec } = set.spec.template;
  const generation = templateGenerationOf(set);
  const labels = {
    ...metadata?.labels,
    ...(generation === undefined ? {} : { [TEMPLATE_GENERATION_LABEL]: generation }),
    ...(hash === '' ? {} : { [REVISION_HASH_LABEL]: hash }),
  };
  const podMetadata = {
    generateName: `${set.metadata.name}-`,
    labels,
    ...(metadata?.annotations === undefined ? {} : { annotations: metadata.annotations }),
    ...(metadata?.finalizers === undefined ? {} : { finalizers: metadata.finalizers }),
    ownerReferences: [controllerRef(set)],
  };
  const podSpec = spec ?? { containers: [] };
  const tolerations = daemonPodTolerations(podSpec);
  return (nodeName) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: podMetadata,
    spec: { ...podSpec, tolerations, affinity: withNodeNameAffinity(podSpec.affinity, nodeName) },
  });
}

/** Whether a pod was made from the set's current template. Models pkg/controller/daemon/util IsPodUpdated. */
export function isUpToDate(pod: Pod, hash: string, templateGeneration: string | undefined): boolean {
  const labels = pod.metadata.labels ?? {};
  if (hash !== '' && labels[REVISION_HASH_LABEL] === hash) return true;
  return templateGeneration !== undefined && labels[TEMPLATE_GENERATION_LABEL] === templateGeneration;
}
