import { urlCovers } from '../../../api/rule-covers.ts';
import type { PolicyRule } from '../../../api/types/rbac.ts';
import type { AccessAttributes } from './access-attributes.ts';

/** Models plugin/pkg/auth/authorizer/rbac RuleAllows with pkg/apis/rbac/v1 VerbMatches and the like. */
export function ruleAllows(asked: AccessAttributes, rule: PolicyRule): boolean {
  if (!hasOrAll(rule.verbs, asked.verb)) return false;
  if (asked.kind === 'path') return rule.nonResourceURLs?.some((url) => urlCovers(url, asked.path)) === true;
  return (
    hasOrAll(rule.apiGroups, asked.group) &&
    resourceMatches(rule.resources, asked.resource, asked.subresource) &&
    (rule.resourceNames === undefined || rule.resourceNames.length === 0 || rule.resourceNames.includes(asked.name))
  );
}

const hasOrAll = (list: readonly string[] | undefined, one: string): boolean =>
  list !== undefined && (list.includes(one) || list.includes('*'));

function resourceMatches(rules: readonly string[] | undefined, resource: string, subresource: string): boolean {
  if (rules === undefined) return false;
  if (rules.includes('*')) return true;
  if (subresource === '') return rules.includes(resource);
  return rules.includes(`${resource}/${subresource}`) || rules.includes(`*/${subresource}`);
}
