import type { ResourceQuota, ResourceQuotaSpec } from '../../../api/types/core.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { goList } from './go-value.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validateResourceQuantity } from './quantities.ts';
import { isStandardQuotaResource, validateQuotaResourceName } from './resource-names.ts';

type Amounts = Readonly<Record<string, string>>;

/** Models pkg/apis/core/validation ValidateResourceQuota. */
export function validateResourceQuota({ spec, status }: ResourceQuota): FieldError[] {
  return [...validateQuotaSpec(spec), ...validateQuotaStatus({ status })];
}

/** Models ValidateResourceQuotaStatusUpdate. */
export function validateQuotaStatus({ status }: Pick<ResourceQuota, 'status'>): FieldError[] {
  return [...validateAmounts(status?.hard, 'status.hard'), ...validateAmounts(status?.used, 'status.used')];
}

/** Models ValidateResourceQuotaUpdate. */
export function validateResourceQuotaUpdate({ spec }: ResourceQuota, { spec: old }: ResourceQuota): FieldError[] {
  const errors = validateQuotaSpec(spec);
  const scopes = new Set(spec.scopes ?? []);
  const before = new Set(old.scopes ?? []);
  if (scopes.size !== before.size || [...scopes].some((scope) => !before.has(scope))) {
    errors.push(invalid('spec.scopes', goScopes(spec.scopes), IMMUTABLE));
  }
  return errors;
}

const goScopes = (scopes: readonly string[] | undefined) => goList('core.ResourceQuotaScope', scopes);

function validateAmounts(amounts: Amounts | undefined, field: string): FieldError[] {
  return Object.entries(amounts ?? {}).flatMap(([name, amount]) => [
    ...validateQuotaResourceName(name, `${field}[${name}]`),
    ...validateResourceQuantity(name, amount, `${field}[${name}]`),
  ]);
}

function validateQuotaSpec(spec: ResourceQuotaSpec): FieldError[] {
  const errors = validateAmounts(spec.hard, 'spec.hard');
  const { scopes = [], hard = {} } = spec;
  const shown = goScopes(scopes);
  for (const scope of scopes) {
    if (!SCOPES.has(scope)) errors.push(invalid('spec.scopes', shown, 'unsupported scope'));
    for (const _name of unfit(scope, hard)) {
      errors.push(invalid('spec.scopes', shown, 'unsupported scope applied to resource'));
    }
  }
  errors.push(...validateConflicts(scopes, 'spec.scopes', shown));
  errors.push(...validateScopeSelector(spec));
  return errors;
}

const COMPUTED = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const OF_PODS = new Set(['pods', ...COMPUTED]);
const ONLY_PODS = new Set(['pods']);

/** The scopes there are, and the resources that they can be about. */
const SCOPES = new Map<string, ReadonlySet<string>>([
  ['Terminating', OF_PODS],
  ['NotTerminating', OF_PODS],
  ['BestEffort', ONLY_PODS],
  ['NotBestEffort', OF_PODS],
  ['PriorityClass', OF_PODS],
  ['CrossNamespacePodAffinity', OF_PODS],
  ['VolumeAttributesClass', new Set(['persistentvolumeclaims', 'requests.storage'])],
]);

/** Models IsResourceQuotaScopeValidForResource: the standard resources that a scope cannot be about. */
function unfit(scope: string, hard: Amounts): readonly string[] {
  const fit = SCOPES.get(scope);
  if (fit === undefined) return [];
  return Object.keys(hard).filter((name) => isStandardQuotaResource(name) && !fit.has(name));
}

function validateConflicts(scopes: readonly string[], field: string, shown: { readonly go: string }): FieldError[] {
  const pairs = [
    ['BestEffort', 'NotBestEffort'],
    ['Terminating', 'NotTerminating'],
  ];
  const clashing = pairs.filter((pair) => pair.every((scope) => scopes.includes(scope)));
  return clashing.map(() => invalid(field, shown, 'conflicting scopes'));
}

const MUST_EXIST =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

/** Models validateScopedResourceSelectorRequirement. */
function validateScopeSelector({ scopeSelector, scopes, hard = {} }: ResourceQuotaSpec): FieldError[] {
  if (scopeSelector === undefined) return [];
  const field = 'spec.scopeSelector.matchExpressions';
  const expressions = scopeSelector.matchExpressions ?? [];
  const errors: FieldError[] = [];
  for (const { scopeName, operator, values = [] } of expressions) {
    const scope = (scopeName as string | undefined) ?? '';
    if (!SCOPES.has(scope)) errors.push(invalid(`${field}.scopeName`, scope, 'unsupported scope'));
    for (const _name of unfit(scope, hard)) {
      errors.push(invalid(field, { go: 'core.ScopeSelector{...}' }, 'unsupported scope applied to resource'));
    }
    const valued = scope === 'PriorityClass' || scope === 'VolumeAttributesClass' || !SCOPES.has(scope);
    if (!valued && operator !== 'Exists') errors.push(invalid(`${field}.operator`, operator ?? '', MUST_EXIST));
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length > 0) continue;
      const detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
      errors.push(required(`${field}.values`, detail));
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length === 0) continue;
      const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
      errors.push(invalid(`${field}.values`, goList('string', values), detail));
    } else errors.push(invalid(`${field}.operator`, operator ?? '', 'not a valid selector operator'));
  }
  const names = expressions.map(({ scopeName }) => scopeName as string);
  return [...errors, ...validateConflicts(names, field, goScopes(scopes))];
}
