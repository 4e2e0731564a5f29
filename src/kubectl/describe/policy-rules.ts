import type { Description } from './description.ts';

export interface PolicyRule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

interface PlainRule {
  readonly group: string | undefined;
  readonly resource: string | undefined;
  readonly name: string | undefined;
  readonly url: string | undefined;
  verbs: string[];
}

/** The rules of a role, one resource a line, in the order of their verbs. Models RoleDescriber. */
export function describeRules(out: Description, rules: readonly PolicyRule[]): void {
  out.write(0, 'PolicyRule:\n');
  out.write(1, `${RULE_HEADINGS}\n`);
  out.write(1, '---------\t-----------------\t--------------\t-----\n');
  for (const line of ruleLines(rules)) out.write(1, `${line}\n`);
}

export const RULE_HEADINGS = 'Resources\tNon-Resource URLs\tResource Names\tVerbs';

/** A line for each resource with its cells apart by tabs. */
export function ruleLines(rules: readonly PolicyRule[]): readonly string[] {
  const sorted = plainRules(rules)
    .map((rule) => ({ rule, text: goText(rule) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return sorted.map(({ rule }) => {
    const cells = [rule.url, rule.name].map((value) => `[${value ?? ''}]`);
    return `${resourceText(rule)}\t${cells.join('\t')}\t[${rule.verbs.join(' ')}]`;
  });
}

/** Models kubectl/pkg/util/rbac BreakdownRule and CompactRules: rules on addresses stay apart, one a verb. */
function plainRules(rules: readonly PolicyRule[]): readonly PlainRule[] {
  const found: PlainRule[] = [];
  const byResource = new Map<string, PlainRule>();
  for (const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } of rules) {
    const names = resourceNames.length > 0 ? resourceNames : [undefined];
    for (const group of apiGroups) {
      for (const resource of resources) {
        for (const verb of verbs) {
          for (const name of names) {
            const key = JSON.stringify([group, resource, name]);
            let rule = byResource.get(key);
            if (rule === undefined) {
              rule = { group, resource, name, url: undefined, verbs: [] };
              byResource.set(key, rule);
              found.push(rule);
            }
            if (!rule.verbs.includes(verb)) rule.verbs.push(verb);
          }
        }
      }
    }
    for (const url of nonResourceURLs) {
      for (const verb of verbs)
        found.push({ group: undefined, resource: undefined, name: undefined, url, verbs: [verb] });
    }
  }
  return found;
}

/** The text by which kubectl sorts rules. */
function goText({ verbs, group, resource, name, url }: PlainRule): string {
  const list = (value: string | undefined) => `[${value ?? ''}]`;
  return `Verbs:[${verbs.join(' ')}],APIGroups:${list(group)},Resources:${list(resource)},ResourceNames:${list(name)},NonResourceURLs:${list(url)}`;
}

/** `deployments.apps/scale`. Models CombineResourceGroup. */
function resourceText({ group, resource }: PlainRule): string {
  if (resource === undefined) return '';
  const [main, sub] = [resource.split('/', 1)[0]!, resource.indexOf('/')];
  return `${main}${group ? `.${group}` : ''}${sub < 0 ? '' : resource.slice(sub)}`;
}
