import { goQuote } from './go-quote.ts';
import type { PolicyRule } from './types/rbac.ts';

const list = (given: readonly string[] | undefined): readonly string[] => given ?? [];

/** The parts of `wanted` that no rule of `held` covers. Models component-helpers auth/rbac/validation Covers. */
export function uncoveredRules(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): readonly PolicyRule[] {
  return wanted.flatMap(atoms).filter((atom) => !held.some((rule) => covers(rule, atom)));
}

/** Rules of one verb and one resource, name or address each. Models BreakdownRule. */
function atoms(rule: PolicyRule): readonly PolicyRule[] {
  const names = list(rule.resourceNames);
  const found: PolicyRule[] = [];
  for (const group of list(rule.apiGroups)) {
    for (const resource of list(rule.resources)) {
      for (const verb of rule.verbs) {
        const atom = { apiGroups: [group], resources: [resource], verbs: [verb] };
        if (names.length === 0) found.push(atom);
        for (const name of names) found.push({ ...atom, resourceNames: [name] });
      }
    }
  }
  for (const url of list(rule.nonResourceURLs)) {
    for (const verb of rule.verbs) found.push({ nonResourceURLs: [url], verbs: [verb] });
  }
  return found;
}

/** Models ruleCovers. */
function covers(rule: PolicyRule, atom: PolicyRule): boolean {
  const hasAll = (held: readonly string[] | undefined, wanted: readonly string[] | undefined) =>
    list(held).includes('*') || list(wanted).every((one) => list(held).includes(one));
  const names = list(rule.resourceNames);
  const wantedNames = list(atom.resourceNames);
  return (
    hasAll(rule.verbs, atom.verbs) &&
    hasAll(rule.apiGroups, atom.apiGroups) &&
    list(atom.resources).every((resource) => resourceCovered(list(rule.resources), resource)) &&
    list(atom.nonResourceURLs).every((url) => list(rule.nonResourceURLs).some((held) => urlCovers(held, url))) &&
    (names.length === 0 || (wantedNames.length > 0 && wantedNames.every((name) => names.includes(name))))
  );
}

function resourceCovered(held: readonly string[], wanted: string): boolean {
  if (held.includes('*') || held.includes(wanted)) return true;
  const slash = wanted.indexOf('/');
  return slash >= 0 && held.includes(`*${wanted.slice(slash)}`);
}

/** Atoms of one resource in one rule with all its verbs. Models pkg/registry/rbac/validation CompactRules. */
export function compactRules(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const simple = new Map<string, PolicyRule>();
  const complex: PolicyRule[] = [];
  for (const rule of rules) {
    if (rule.resources === undefined || rule.resourceNames !== undefined) {
      complex.push(rule);
      continue;
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources]);
    const before = simple.get(key);
    simple.set(key, before === undefined ? rule : { ...before, verbs: [...before.verbs, ...rule.verbs] });
  }
  return [...complex, ...simple.values()];
}

/** Models pkg/apis/rbac/v1 CompactString. */
export function ruleText(rule: PolicyRule): string {
  const parts = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames],
    ['Verbs', rule.verbs],
  ] as const;
  const shown = parts.filter(([, values]) => list(values).length > 0);
  return `{${shown.map(([name, values]) => `${name}:${quotedList(list(values))}`).join(', ')}}`;
}

/** A list as Go prints it with %q. */
export const quotedList = (texts: readonly string[]): string => `[${texts.map(goQuote).join(' ')}]`;

/** `/healthz/*` covers all that begins so. */
export const urlCovers = (rule: string, path: string): boolean =>
  rule === path || (rule.endsWith('*') && path.startsWith(rule.replace(/\*+$/, '')));
