import { type Requirement, requirementMatches, type SelectorOperator } from './label-requirement.ts';
import { requirementError } from './requirement-error.ts';
import type {
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PreferredSchedulingTerm,
} from './types/affinity.ts';
import type { Node } from './types/node.ts';
import type { PodSpec } from './types/pod.ts';

/** What matching asks of a node. */
export type NodeLike = { readonly metadata: Pick<Node['metadata'], 'name' | 'labels'> };

const operators: Readonly<Record<NodeSelectorRequirement['operator'], SelectorOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
  Gt: 'gt',
  Lt: 'lt',
};

interface CompiledTerm {
  readonly labels: readonly Requirement[];
  readonly fields: readonly NodeSelectorRequirement[];
  /** A term that Kubernetes cannot read matches no node. */
  readonly valid: boolean;
}

const compiledTerms = new WeakMap<NodeSelectorTerm, CompiledTerm>();

function compile(term: NodeSelectorTerm): CompiledTerm {
  let compiled = compiledTerms.get(term);
  if (compiled === undefined) {
    const labels = (term.matchExpressions ?? []).map(toRequirement);
    const fields = term.matchFields ?? [];
    const readable = (field: NodeSelectorRequirement) =>
      (field.operator === 'In' || field.operator === 'NotIn') && field.values?.length === 1;
    const valid = labels.every((label) => requirementError(label) === undefined) && fields.every(readable);
    compiled = { labels, fields, valid };
    compiledTerms.set(term, compiled);
  }
  return compiled;
}

function toRequirement(expression: NodeSelectorRequirement): Requirement {
  const operator = Object.hasOwn(operators, expression.operator) ? operators[expression.operator] : 'nothing';
  return { key: expression.key, operator, values: expression.values ?? [] };
}

/** Whether all of a term holds; an empty term matches no node. Models component-helpers nodeaffinity nodeSelectorTerm. */
export function nodeSelectorTermMatches(term: NodeSelectorTerm, node: NodeLike): boolean {
  if (!term.matchExpressions?.length && !term.matchFields?.length) return false;
  const { labels, fields, valid } = compile(term);
  if (!valid) return false;
  const nodeLabels = node.metadata.labels ?? {};
  return (
    labels.every((requirement) => requirementMatches(requirement, nodeLabels)) &&
    fields.every((field) => fieldMatches(field, node))
  );
}

function fieldMatches(field: NodeSelectorRequirement, node: NodeLike): boolean {
  const actual = field.key === 'metadata.name' ? node.metadata.name : '';
  return (actual === field.values?.[0]) === (field.operator === 'In');
}

/** Whether one of the terms matches; without terms none does. */
export function nodeSelectorMatches(selector: NodeSelector, node: NodeLike): boolean {
  return (selector.nodeSelectorTerms ?? []).some((term) => nodeSelectorTermMatches(term, node));
}

/** Whether `nodeSelector` and the required node affinity of a pod allow the node. Models GetRequiredNodeAffinity. */
export function podRequiredNodeAffinityMatches(
  podSpec: Pick<PodSpec, 'nodeSelector' | 'affinity'>,
  node: NodeLike,
): boolean {
  const labels = node.metadata.labels ?? {};
  for (const [key, value] of Object.entries(podSpec.nodeSelector ?? {})) {
    if (!Object.hasOwn(labels, key) || labels[key] !== value) return false;
  }
  const required = podSpec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || required === null || nodeSelectorMatches(required, node);
}

/** The sum of the weights of the preferred terms that match the node. Models PreferredSchedulingTerms Score. */
export function preferredNodeAffinityScore(
  terms: readonly PreferredSchedulingTerm[] | undefined,
  node: NodeLike,
): number {
  let score = 0;
  for (const term of terms ?? []) if (nodeSelectorTermMatches(term.preference, node)) score += term.weight;
  return score;
}
