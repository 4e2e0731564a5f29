import {
  below,
  type FieldSet,
  isEmptySet,
  NO_FIELDS,
  recursiveDifference,
  setOfPaths,
} from '../../../api/field-set/field-set.ts';
import type { AnyStrategy } from '../strategy.ts';
import { resourceName } from '../strategy.ts';

type Filter = (set: FieldSet) => FieldSet;

/** What a way to write cannot change, or (`only`) can: `*` is any element of a path. */
type Rule = { readonly never: readonly string[] } | { readonly only: readonly string[] };

const SPEC: Rule = { never: ['spec'] };
const STATUS: Rule = { never: ['status'] };

/** The rules of the kinds of which there is more to say than that status and spec are written in two ways. */
const rules: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  pods: {
    status: { never: ['spec', 'metadata.deletionTimestamp', 'metadata.ownerReferences'] },
    ephemeralcontainers: { only: ['spec.ephemeralContainers'] },
    resize: {
      only: [
        'spec.containers.*.resources',
        'spec.containers.*.resizePolicy',
        'spec.initContainers.*.resources',
        'spec.initContainers.*.resizePolicy',
      ],
    },
  },
  'deployments.apps': { status: { never: ['spec', 'metadata.labels'] } },
  'certificatesigningrequests.certificates.k8s.io': {
    '': { never: ['spec', 'status'] },
    status: { never: ['spec', 'status.conditions'] },
    approval: { never: ['spec', 'status.certificate'] },
  },
  'volumeattachments.storage.k8s.io': { status: { never: ['metadata', 'spec'] } },
};

const everything: Filter = (set) => set;

/**
 * Whoever writes by way of a subresource owns none of what that way leaves as it was. Models the GetResetFields of
 * the strategies in pkg/registry.
 */
export function resetFields(strategy: AnyStrategy): (set: FieldSet, subresource: string) => FieldSet {
  const filters = new Map<string, Filter>();
  return (set, subresource) => {
    let filter = filters.get(subresource);
    if (filter === undefined) {
      filter = filterOf(strategy, subresource);
      filters.set(subresource, filter);
    }
    return filter(set);
  };
}

function filterOf(strategy: AnyStrategy, subresource: string): Filter {
  const rule = rules[resourceName(strategy.resource)]?.[subresource] ?? ruleOf(strategy, subresource);
  if (rule === undefined) return everything;
  if ('only' in rule)
    return (set) =>
      matching(
        set,
        rule.only.map((path) => path.split('.')),
      );
  const never = setOfPaths(rule.never.map((path) => path.split('.').map((name) => `f:${name}`)));
  return (set) => recursiveDifference(set, never);
}

function ruleOf({ subresources = [] }: AnyStrategy, subresource: string): Rule | undefined {
  if (subresource === 'status') return SPEC;
  return subresources.includes('status') && (subresource === '' || subresource === 'finalize') ? STATUS : undefined;
}

/** What of a set is at or below one of the paths. Models fieldpath Set.FilterIncludeMatches. */
function matching(set: FieldSet, paths: readonly (readonly string[])[]): FieldSet {
  const members = new Set<string>();
  const children = new Map<string, FieldSet>();
  for (const element of new Set([...set.members, ...set.children.keys()])) {
    const rests = paths.filter(([first]) => first === '*' || `f:${first}` === element).map((path) => path.slice(1));
    if (rests.length === 0) continue;
    const whole = rests.some((rest) => rest.length === 0);
    if (set.members.has(element)) members.add(element);
    const inner = below(set, element);
    const kept = isEmptySet(inner) ? NO_FIELDS : whole ? inner : matching(inner, rests);
    if (!isEmptySet(kept)) children.set(element, kept);
  }
  return { members, children };
}
