import type { ParameterExpansionPart, SimpleExpansionPart, Word } from 'unbash';
import { ShellError } from '../interpreter/flow.ts';
import type { ShellState } from '../interpreter/shell-state.ts';
import { AssociativeArray, elementsOf, keysOf, lastIndex } from '../interpreter/variables.ts';
import { computeArithmetic } from './arithmetic-part.ts';
import { expandedFragment, type Fragment, fragmentText } from './fragment.ts';
import { applyOperation, sliceValues } from './parameter-operation.ts';
import { specialParameter } from './special-parameter.ts';

/** What a parameter stands for. `list` is set for `$@`, `$*` and arrays with such a subscript. */
interface ParameterValue {
  readonly values: readonly string[];
  readonly list: '@' | '*' | undefined;
  readonly set: boolean;
}

/** Expands `$x` or `${x...}`. */
export async function expandParameter(
  state: ShellState,
  part: SimpleExpansionPart | ParameterExpansionPart,
  quoted: boolean,
): Promise<Fragment[]> {
  if (part.type === 'SimpleExpansion') {
    const name = part.text.slice(1);
    return present(state, checkSet(state, name, await lookup(state, name, undefined)), quoted);
  }
  const { operation } = part;
  let name = part.parameter;
  if (name === '' || operation?.type === 'Unknown') {
    throw new ShellError(`${part.text}: bad substitution`, 1, true);
  }
  let index = part.index;
  if (part.prefix === '!') {
    if (operation?.type === 'Names') {
      const names = state.variables.names().filter((each) => each.startsWith(name));
      return present(state, { values: names, list: operation.operator, set: true }, quoted);
    }
    if (index?.text === '@' || index?.text === '*') {
      const values = keysOf(state.variables.find(name));
      return present(state, { values, list: index.text, set: true }, quoted);
    }
    if (state.variables.own(name)?.reference === true) {
      return [expandedFragment(state.variables.resolve(name), quoted)];
    }
    const target = fragmentText(await present(state, await lookup(state, name, index), true));
    const match = /^([A-Za-z_][A-Za-z0-9_]*|\d+|[@*#?$!-])(?:\[(.*)\])?$/.exec(target);
    if (match === null) throw new ShellError(`${target}: invalid variable name`, 1, true);
    name = match[1]!;
    index = match[2] === undefined ? undefined : plainWord(match[2]);
  }
  const value = await lookup(state, name, index);
  if (part.prefix === '#' && operation === undefined) {
    checkSet(state, name, value);
    const length = value.list === undefined ? [...(value.values[0] ?? '')].length : value.values.length;
    return [expandedFragment(String(length), quoted)];
  }
  if (operation?.type === 'Default') {
    const { operator } = operation;
    const missing =
      !value.set ||
      (operator[0] === ':' && (value.list === undefined ? value.values[0] === '' : value.values.length === 0));
    const kind = operator.at(-1);
    if (kind === '+') return missing ? [expandedFragment('', quoted)] : operand(state, operation.operand, quoted);
    if (!missing) return present(state, value, quoted);
    if (kind === '-') return operand(state, operation.operand, quoted);
    if (kind === '=') {
      const text = await state.host.interpreter.expandText(state, operation.operand);
      await assignElement(state, name, index, text);
      return [expandedFragment(text, quoted)];
    }
    const message = await state.host.interpreter.expandText(state, operation.operand);
    const fallback = operator[0] === ':' ? 'parameter null or not set' : 'parameter not set';
    throw new ShellError(`${name}: ${message || fallback}`, 1, true);
  }
  checkSet(state, name, value);
  if (operation === undefined) return present(state, value, quoted);
  if (operation.type === 'Slice') {
    const offset = Number(await computeArithmetic(state, operation.offset.text));
    const length =
      operation.length === undefined ? undefined : Number(await computeArithmetic(state, operation.length.text));
    const source = name === '@' || name === '*' ? [state.name, ...value.values] : value.values;
    const values = sliceValues(source, value.list !== undefined, offset, length);
    return present(state, { ...value, values }, quoted);
  }
  const values: string[] = [];
  for (const each of value.values) values.push(await applyOperation(state, name, each, operation));
  return present(state, { ...value, values }, quoted);
}

async function operand(state: ShellState, word: Word, quoted: boolean): Promise<Fragment[]> {
  const fragments = await state.host.interpreter.expandFragments(
    state,
    word,
    quoted ? { quoted: true } : { tilde: 'word' },
  );
  if (!quoted) {
    // Unquoted text of the operand is split like any other result of the expansion.
    return fragments.map((each) => (each === 'break' || each.quoted ? each : { ...each, split: true }));
  }
  return fragments.map((each) => (each === 'break' ? each : { ...each, quoted: true, split: false }));
}

async function lookup(state: ShellState, name: string, index: Word | undefined): Promise<ParameterValue> {
  if (name === '@' || name === '*') {
    return { values: state.positional, list: name, set: state.positional.length > 0 };
  }
  const { variables } = state;
  if (index === undefined) {
    const text = specialOrVariable(state, name);
    return { values: [text ?? ''], list: undefined, set: text !== undefined };
  }
  if (index.text === '@' || index.text === '*') {
    const values =
      name === 'FUNCNAME'
        ? [...state.calls].reverse()
        : name === 'PIPESTATUS'
          ? state.pipeStatuses.map(String)
          : elementsOf(variables.find(name));
    return { values, list: index.text, set: values.length > 0 };
  }
  const variable = variables.find(name);
  let text: string | undefined;
  if (variable?.value instanceof AssociativeArray)
    text = variable.value.entries.get(await state.host.interpreter.expandText(state, index));
  else {
    const wanted = Number(await computeArithmetic(state, index.text));
    const last = variable?.value instanceof Map ? lastIndex(variable.value) : 0;
    const at = wanted < 0 ? last + 1 + wanted : wanted;
    if (name === 'PIPESTATUS') text = state.pipeStatuses[at]?.toString();
    else if (name === 'FUNCNAME') text = [...state.calls].reverse()[at];
    else if (variable?.value instanceof Map) text = variable.value.get(at);
    else text = at === 0 ? specialOrVariable(state, name) : undefined;
  }
  return { values: [text ?? ''], list: undefined, set: text !== undefined };
}

function specialOrVariable(state: ShellState, name: string): string | undefined {
  return (
    state.variables.get(name) ??
    specialParameter(state, name) ??
    (name === 'PIPESTATUS' ? String(state.pipeStatuses[0] ?? 0) : undefined)
  );
}

function checkSet(state: ShellState, name: string, value: ParameterValue): ParameterValue {
  if (!value.set && value.list === undefined && state.options.has('nounset')) {
    throw new ShellError(`${/^\d/.test(name) ? `$${name}` : name}: unbound variable`, 1, true);
  }
  return value;
}

function present(state: ShellState, value: ParameterValue, quoted: boolean): Fragment[] {
  if (value.list === undefined) return [expandedFragment(value.values[0] ?? '', quoted)];
  if (quoted && value.list === '*') {
    const ifs = state.variables.get('IFS');
    return [expandedFragment(value.values.join(ifs === undefined ? ' ' : (ifs[0] ?? '')), true)];
  }
  const fragments: Fragment[] = [];
  for (const [index, text] of value.values.entries()) {
    if (index > 0) fragments.push('break');
    fragments.push(expandedFragment(text, quoted));
  }
  return fragments;
}

/** Gives a value to a variable or an element of an array. */
export async function assignElement(
  state: ShellState,
  name: string,
  index: Word | undefined,
  text: string,
): Promise<void> {
  const { variables } = state;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new ShellError(`$${name}: cannot assign in this way`, 1, true);
  if (index === undefined) variables.set(name, text);
  else if (variables.find(name)?.value instanceof AssociativeArray) {
    variables.setEntry(name, await state.host.interpreter.expandText(state, index), text);
  } else variables.setElement(name, Number(await computeArithmetic(state, index.text)), text);
}

function plainWord(text: string): Word {
  return { type: 'Word', text, value: text, pos: 0, end: text.length };
}
