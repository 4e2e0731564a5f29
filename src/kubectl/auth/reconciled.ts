import { jsonEqual } from '../../api/json-equal.ts';
import type { LabelSelector } from '../../api/object.ts';
import { uncoveredRules } from '../../api/rule-covers.ts';
import type { ClusterRole, PolicyRule, RoleBinding, Subject } from '../../api/types/rbac.ts';

/** What must be done so that the cluster has what a file wants. Models component-helpers auth/rbac/reconciliation. */
export interface Reconciled<T> {
  readonly operation: 'none' | 'create' | 'update' | 'recreate';
  readonly object: T;
  /** The object asks to be left alone. */
  readonly isProtected: boolean;
  readonly missingSubjects: readonly Subject[];
  readonly extraSubjects: readonly Subject[];
  readonly missingRules: readonly PolicyRule[];
  readonly extraRules: readonly PolicyRule[];
}

const nothing = { isProtected: false, missingSubjects: [], extraSubjects: [], missingRules: [], extraRules: [] };

/** Models ReconcileRoleOptions with computeReconciledRole. */
export function reconciledRole(
  existing: ClusterRole | undefined,
  expected: ClusterRole,
  removeExtra: boolean,
): Reconciled<ClusterRole> {
  const { rules: wanted = [], aggregationRule } = expected;
  if (existing === undefined) return { ...nothing, operation: 'create', object: expected, missingRules: wanted };
  const held = existing.rules ?? [];
  const bothAggregate = aggregationRule !== undefined && existing.aggregationRule !== undefined;
  const extraRules = bothAggregate ? [] : uncoveredRules(wanted, held);
  const missingRules = uncoveredRules(held, wanted);
  let object = withMergedMetadata(existing, expected);
  if (removeExtra) {
    if (missingRules.length + extraRules.length > 0) object = { ...object, rules: wanted };
  } else if (missingRules.length > 0) object = { ...object, rules: [...held, ...missingRules] };
  object = withAggregation(object, existing.aggregationRule, aggregationRule, removeExtra);
  return {
    ...nothing,
    operation: object === existing ? 'none' : 'update',
    object,
    isProtected: optedOut(existing),
    missingRules,
    extraRules,
  };
}

function withAggregation(
  role: ClusterRole,
  existing: ClusterRole['aggregationRule'],
  expected: ClusterRole['aggregationRule'],
  removeExtra: boolean,
): ClusterRole {
  if (expected === undefined) {
    if (existing === undefined) return role;
    const { aggregationRule, ...rest } = role;
    return rest;
  }
  const selectors = (rule: ClusterRole['aggregationRule']): readonly LabelSelector[] =>
    rule?.clusterRoleSelectors ?? [];
  const has = (list: readonly LabelSelector[], one: LabelSelector) => list.some((other) => jsonEqual(other, one));
  const missing = selectors(expected).filter((one) => !has(selectors(existing), one));
  const extra = selectors(existing).filter((one) => !has(selectors(expected), one));
  if (removeExtra) return missing.length + extra.length === 0 ? role : { ...role, aggregationRule: expected };
  if (missing.length === 0) return role;
  return { ...role, aggregationRule: { clusterRoleSelectors: [...selectors(existing), ...missing] } };
}

/** Models ReconcileRoleBindingOptions with computeReconciledRoleBinding. */
export function reconciledBinding(
  existing: RoleBinding | undefined,
  expected: RoleBinding,
  removeExtra: boolean,
): Reconciled<RoleBinding> {
  const wanted = expected.subjects ?? [];
  if (existing === undefined) return { ...nothing, operation: 'create', object: expected, missingSubjects: wanted };
  const isProtected = optedOut(existing);
  if (!jsonEqual(existing.roleRef, expected.roleRef)) {
    return { ...nothing, operation: 'recreate', object: expected, isProtected };
  }
  const held = existing.subjects ?? [];
  const missingSubjects = only(wanted, held);
  const extraSubjects = only(held, wanted);
  let object = withMergedMetadata(existing, expected);
  if (removeExtra) {
    if (missingSubjects.length + extraSubjects.length > 0) object = { ...object, subjects: wanted };
  } else if (missingSubjects.length > 0) object = { ...object, subjects: [...held, ...missingSubjects] };
  const operation = object === existing ? 'none' : 'update';
  return { ...nothing, operation, object, isProtected, missingSubjects, extraSubjects };
}

function only(list: readonly Subject[], without: readonly Subject[]): readonly Subject[] {
  const found: Subject[] = [];
  for (const one of list) {
    if (![...without, ...found].some((other) => jsonEqual(other, one))) found.push(one);
  }
  return found;
}

const optedOut = ({ metadata }: ClusterRole | RoleBinding): boolean =>
  metadata.annotations?.['rbac.authorization.kubernetes.io/autoupdate'] === 'false';

/** What the cluster has wins; the same object when nothing is added. */
function withMergedMetadata<T extends ClusterRole | RoleBinding>(existing: T, expected: T): T {
  const { labels, annotations } = existing.metadata;
  const mergedLabels = merged(expected.metadata.labels, labels);
  const mergedAnnotations = merged(expected.metadata.annotations, annotations);
  if (jsonEqual(mergedLabels, labels) && jsonEqual(mergedAnnotations, annotations)) return existing;
  const metadata = {
    ...existing.metadata,
    ...(mergedLabels === undefined ? {} : { labels: mergedLabels }),
    ...(mergedAnnotations === undefined ? {} : { annotations: mergedAnnotations }),
  };
  return { ...existing, metadata };
}

type Texts = Readonly<Record<string, string>> | undefined;

const merged = (first: Texts, second: Texts): Texts =>
  first === undefined && second === undefined ? undefined : { ...first, ...second };
