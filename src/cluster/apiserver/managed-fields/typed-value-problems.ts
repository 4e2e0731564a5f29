import { elementText } from '../../../api/field-set/fields-v1.ts';
import { goNumber } from '../../../api/go-json.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { elementType, fieldOf, isListType, isMapType, isStruct, plainType } from '../../../api/schema.ts';
import { fieldsOf, itemElement, type Place, shapeOf } from './field-shape.ts';
import { TypedValueError, type TypedValueProblem } from './typed-value-error.ts';

const MOST_LEVELS = 1000;

/** What an applied object has against its schema. Models structured-merge-diff TypedValue.Validate. */
export function typedValueProblems(place: Place, value: unknown, path = '', depth = 0): readonly TypedValueProblem[] {
  const at = (why: string): readonly TypedValueProblem[] => [{ path, why }];
  const { type } = place;
  if (depth > MOST_LEVELS) return at('nested too deeply');
  if (value === null || value === undefined) return [];
  if (isListType(type)) {
    if (!Array.isArray(value)) return at(`expected list, got ${shown(value)}`);
    return listProblems(place, value, path, depth);
  }
  if (isMapType(type) || isStruct(type)) {
    const fields = fieldsOf(value);
    if (fields === undefined) return at(`expected map, got ${shown(value)}`);
    const problems: TypedValueProblem[] = [];
    for (const [name, item] of Object.entries(fields)) {
      const field = isMapType(type) ? { type: elementType(type)! } : fieldOf(type, name);
      if (field === undefined) {
        problems.push({ path: `${path}.${name}`, why: 'field not declared in schema' });
        break;
      }
      problems.push(...typedValueProblems(field, item, `${path}.${name}`, depth + 1));
    }
    return problems;
  }
  return scalarProblem(plainType(type), value).flatMap(at);
}

function listProblems(
  place: Place,
  list: readonly unknown[],
  path: string,
  depth: number,
): readonly TypedValueProblem[] {
  const shape = shapeOf(place);
  const items = { type: elementType(place.type)! };
  const problems: TypedValueProblem[] = [];
  const seen = new Set<string>();
  for (const [index, item] of list.entries()) {
    let element = `i:${index}`;
    if (shape.is === 'set' || shape.is === 'keyed') {
      try {
        element = itemElement(shape, item);
      } catch (error) {
        if (!(error instanceof TypedValueError)) throw error;
        return [...problems, { path, why: `element ${index}: ${error.message}` }];
      }
      if (seen.has(element)) problems.push({ path, why: `duplicate entries for key ${elementText(element)}` });
      seen.add(element);
    }
    problems.push(...typedValueProblems(items, item, `${path}${elementText(element)}`, depth + 1));
  }
  return problems;
}

/** Models structured-merge-diff typed validateScalar, with what Go's fmt makes of the value. */
function scalarProblem(plain: string, value: unknown): readonly string[] {
  if (plain.startsWith('string')) {
    return typeof value === 'string' ? [] : [`expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`];
  }
  if (plain.startsWith('integer') || plain.startsWith('number')) {
    return typeof value === 'number' ? [] : [`expected numeric (int or float), got ${goType(value)}`];
  }
  if (plain === 'boolean') return typeof value === 'boolean' ? [] : [`expected boolean, got ${shown(value)}`];
  if (plain === 'int-or-string') {
    return typeof value === 'object' ? [`expected any scalar, got ${shown(value)}`] : [];
  }
  return [];
}

/** A value as `%v` shows the wrapper that structured-merge-diff has around it. */
const shown = (value: unknown): string => `&{${plainText(value)}}`;

function plainText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `[${value.map(plainText).join(' ')}]`;
  const fields = fieldsOf(value);
  if (fields === undefined) return String(value);
  return `map[${sortedEntries(fields)
    .map(([name, item]) => `${name}:${plainText(item)}`)
    .join(' ')}]`;
}

/** A value as `%#v` shows it. */
function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  const fields = fieldsOf(value);
  if (fields === undefined) return String(value);
  const shown = sortedEntries(fields).map(([name, item]) => `${goQuote(name)}:${goSyntax(item)}`);
  return `map[string]interface {}{${shown.join(', ')}}`;
}

function goType(value: unknown): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
}

const sortedEntries = (fields: Readonly<Record<string, unknown>>) =>
  Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
