import { nodeSelectorTermMatches } from '../../../api/node-affinity.ts';
import { findUntoleratedTaint } from '../../../api/tolerations.ts';
import type { NodeSelectorRequirement, NodeSelectorTerm, Taint } from '../../../api/types/affinity.ts';
import type { Node } from '../../../api/types/node.ts';
import type { PodTemplateSpec } from '../../../api/types/pod.ts';
import { daemonPodTolerations } from './daemon-pod-tolerations.ts';

/** What of a node decides whether a daemon pod belongs there. */
export interface PlacementNode {
  readonly metadata: Pick<Node['metadata'], 'name' | 'labels'>;
  readonly spec?: Pick<Node['spec'], 'taints'>;
}

/** Whether a daemon pod belongs on a node, and if not, which rule says so. */
export type Placement =
  | { readonly shouldRun: true; readonly shouldContinueRunning: true }
  | ({ readonly shouldRun: false; readonly shouldContinueRunning: boolean } & PlacementRefusal);

export type PlacementRefusal =
  | { readonly rule: 'nodeName'; readonly wanted: string }
  | { readonly rule: 'nodeSelector'; readonly key: string; readonly wanted: string; readonly found?: string }
  | { readonly rule: 'nodeAffinity'; readonly terms: readonly UnmetTerm[] }
  | { readonly rule: 'taint'; readonly taint: Taint };

/** A term of the required node affinity with its first requirement that the node does not meet (none: an empty term). */
export interface UnmetTerm {
  readonly term: NodeSelectorTerm;
  readonly unmet?: NodeSelectorRequirement;
  readonly field: boolean;
}

const runs: Placement = Object.freeze({ shouldRun: true, shouldContinueRunning: true });
const compiled = new WeakMap<PodTemplateSpec, (node: PlacementNode) => Placement>();

/**
 * Decides whether a set with this template runs a pod on the node, and whether a pod that is there stays. Neither
 * resources nor host ports count here: those are the scheduler's to refuse.
 * Models pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod.
 */
export function nodeShouldRunDaemonPod(template: PodTemplateSpec, node: PlacementNode): Placement {
  let decide = compiled.get(template);
  if (decide === undefined) {
    decide = compile(template);
    compiled.set(template, decide);
  }
  return decide(node);
}

function compile(template: PodTemplateSpec): (node: PlacementNode) => Placement {
  const spec = template.spec ?? { containers: [] };
  const tolerations = daemonPodTolerations(spec);
  const wantedLabels = Object.entries(spec.nodeSelector ?? {});
  const affinity = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms = affinity?.nodeSelectorTerms?.map(splitTerm);

  return (node) => {
    if (spec.nodeName && spec.nodeName !== node.metadata.name) {
      return refuse({ rule: 'nodeName', wanted: spec.nodeName }, false);
    }
    const labels = node.metadata.labels ?? {};
    for (const [key, wanted] of wantedLabels) {
      const found = Object.hasOwn(labels, key) ? labels[key] : undefined;
      if (found !== wanted) {
        return refuse({ rule: 'nodeSelector', key, wanted, ...(found === undefined ? {} : { found }) }, false);
      }
    }
    if (terms !== undefined) {
      const unmet: UnmetTerm[] = [];
      for (const { term, parts } of terms) {
        const failed = parts.find((part) => !nodeSelectorTermMatches(part.alone, node));
        if (parts.length > 0 && failed === undefined) {
          unmet.length = 0;
          break;
        }
        unmet.push(
          failed === undefined ? { term, field: false } : { term, unmet: failed.requirement, field: failed.field },
        );
      }
      if (unmet.length > 0 || terms.length === 0) return refuse({ rule: 'nodeAffinity', terms: unmet }, false);
    }
    const taint = findUntoleratedTaint(node.spec?.taints, tolerations, ['NoExecute', 'NoSchedule']);
    if (taint === undefined) return runs;
    const evicting = findUntoleratedTaint(node.spec?.taints, tolerations, ['NoExecute']);
    return refuse({ rule: 'taint', taint: evicting ?? taint }, evicting === undefined);
  };
}

function refuse(refusal: PlacementRefusal, shouldContinueRunning: boolean): Placement {
  return Object.freeze({ shouldRun: false, shouldContinueRunning, ...refusal });
}

/** Takes a term apart into terms of one requirement each: the term holds if it has parts and all of them hold. */
function splitTerm(term: NodeSelectorTerm) {
  const expressions = (term.matchExpressions ?? []).map((requirement) => ({
    requirement,
    field: false,
    alone: { matchExpressions: [requirement] } satisfies NodeSelectorTerm,
  }));
  const fields = (term.matchFields ?? []).map((requirement) => ({
    requirement,
    field: true,
    alone: { matchFields: [requirement] } satisfies NodeSelectorTerm,
  }));
  return { term, parts: [...expressions, ...fields] };
}
