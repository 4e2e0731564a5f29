import { Environment } from '@marcbachmann/cel-js';
import { parseLabelSelector, selectorMatches } from '../../api/labels.ts';
import type { KubeObject } from '../../api/object.ts';
import { milliValue } from '../../api/quantity.ts';
import * as resources from '../../api/resources.ts';
import type { GradeSource, Outcome } from '../grade-source.ts';
import type { CelCheck, Selection } from '../pack.ts';

const byKind = new Map<string, resources.Resource>(
  Object.values(resources).map((one) => [one.kind, one as resources.Resource]),
);

/** Evaluates a CEL expression over objects of the cluster. An expression that fails to evaluate does not pass. */
export function checkCel(check: CelCheck, source: GradeSource): Outcome {
  const variables: Record<string, unknown> = {};
  const environment = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true }).registerFunction(
    'quantity(string): double',
    (text: string) => milliValue(text) / 1000,
  );
  for (const [name, selection] of Object.entries(check.objects)) variables[name] = celValue(select(selection, source));
  const expected = check.expected;
  try {
    const passed = environment.evaluate(check.pass, variables) === true;
    return { passed, expected, found: foundText(environment, check.found, variables) };
  } catch (error) {
    return { passed: false, expected, found: foundText(environment, check.found, variables, error) };
  }
}

function foundText(
  environment: Environment,
  expression: string,
  variables: Record<string, unknown>,
  cause?: unknown,
): string {
  try {
    return String(environment.evaluate(expression, variables));
  } catch (error) {
    return `cannot be told (${((cause ?? error) as Error).message.split('\n')[0]})`;
  }
}

function select(selection: Selection, source: GradeSource): KubeObject | null | readonly KubeObject[] {
  const resource = byKind.get(selection.kind);
  if (resource === undefined) throw new Error(`a check selects the unknown kind ${selection.kind}`);
  if (selection.name !== undefined) return source.client.get(resource, selection.namespace, selection.name) ?? null;
  const all = source.client.list(resource, selection.namespace === undefined ? {} : { namespace: selection.namespace });
  if (selection.labels === undefined) return all;
  const selector = parseLabelSelector(selection.labels);
  if ('error' in selector) throw new Error(`a check has a bad label selector: ${selector.error}`);
  return all.filter((object) => selectorMatches(selector, object.metadata.labels ?? {}));
}

/** CEL tells whole numbers from fractions by their type: they are passed as bigint. */
function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, celValue(item)]));
}
