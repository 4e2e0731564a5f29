import { byCodePoint } from '../../api/go-json.ts';
import { goQuote } from '../../api/go-quote.ts';
import type { KubectlContext } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { KubectlError, UnprefixedError } from '../kubectl-error.ts';
import { present } from './generated.ts';

export interface RuleWish {
  readonly verbs: readonly string[];
  /** `resource.group/subresource` each. */
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceUrls: readonly string[];
}

interface ParsedResource {
  readonly resource: string;
  readonly group: string;
  readonly subresource: string;
}

const rbac = 'rbac.authorization.k8s.io';
/** Verbs that only some resources have, written `resource.group`. */
const specialVerbs: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: [`roles.${rbac}`, `clusterroles.${rbac}`],
  escalate: [`roles.${rbac}`, `clusterroles.${rbac}`],
  impersonate: ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io'],
};

/** `*` stands for all verbs. */
export function uniqueVerbs(verbs: readonly string[]): readonly string[] {
  return verbs.includes('*') ? ['*'] : [...new Set(verbs)];
}

export function parseRuleResources(texts: readonly string[]): readonly ParsedResource[] {
  const parsed: ParsedResource[] = [];
  for (const text of texts) {
    const slash = text.indexOf('/');
    const base = slash < 0 ? text : text.slice(0, slash);
    const dot = base.indexOf('.');
    const one = {
      resource: dot < 0 ? base : base.slice(0, dot),
      group: dot < 0 ? '' : base.slice(dot + 1),
      subresource: slash < 0 ? '' : text.slice(slash + 1),
    };
    if (one.resource === '*' && dot < 0 && slash < 0) return [one];
    parsed.push(one);
  }
  return parsed;
}

/** The rules of a role, one for each API group. Models kubectl/pkg/cmd/create/create_role.go generateResourcePolicyRules. */
export async function generateRules(wish: RuleWish, context: KubectlContext): Promise<readonly JsonObject[]> {
  const parsed = parseRuleResources(wish.resources);
  await checkResources(parsed, wish.verbs, context);
  const byGroup = new Map<string, string[]>();
  for (const one of parsed) {
    const known = await lookUp(one, context);
    const { resource, group } = known ?? one;
    const name = one.subresource === '' ? resource : `${resource}/${one.subresource}`;
    const names = byGroup.get(group) ?? [];
    if (!names.includes(name)) names.push(name);
    byGroup.set(group, names);
  }
  const rules: JsonObject[] = [...byGroup]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([group, resources]) => ({
      verbs: wish.verbs,
      apiGroups: [group],
      resources,
      ...present('resourceNames', [...new Set(wish.resourceNames)]),
    }));
  if (wish.nonResourceUrls.length > 0)
    rules.push({ verbs: wish.verbs, nonResourceURLs: [...new Set(wish.nonResourceUrls)] });
  return rules;
}

/** Models kubectl/pkg/cmd/create/create_role.go validateResource. */
async function checkResources(
  parsed: readonly ParsedResource[],
  verbs: readonly string[],
  context: KubectlContext,
): Promise<void> {
  for (const one of parsed) {
    if (one.resource === '') throw new KubectlError('resource must be specified if apiGroup/subresource specified');
    if (one.resource === '*') return;
    const known = await lookUp(one, context);
    const { resource, group } = known ?? one;
    let found = known !== undefined;
    for (const verb of verbs) {
      const special = Object.hasOwn(specialVerbs, verb) ? specialVerbs[verb] : undefined;
      if (special === undefined) continue;
      if (!special.includes(`${resource}.${group}`)) {
        throw new KubectlError(`can not perform '${verb}' on '${resource}' in group '${group}'`);
      }
      found = true;
    }
    if (found) continue;
    const where = one.group === '' ? '' : ` in group ${goQuote(one.group)}`;
    throw new UnprefixedError(`the server doesn't have a resource type ${goQuote(one.resource)}${where}`);
  }
}

async function lookUp(
  { resource, group }: ParsedResource,
  context: KubectlContext,
): Promise<{ readonly resource: string; readonly group: string } | undefined> {
  try {
    const found = await context.resource(group === '' ? resource : `${resource}.${group}`);
    return { resource: found.plural, group: found.group };
  } catch {
    return undefined;
  }
}
