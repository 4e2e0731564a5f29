import type { ArrayValue, Assignment, Word } from 'unbash';
import { parse } from 'unbash';
import { appendAll } from '../expansion/append-all.ts';
import { computeExpanded } from '../expansion/arithmetic-part.ts';
import { expandFields, expandText } from '../expansion/expand-word.ts';
import { assignElement } from '../expansion/parameter.ts';
import { quoteWord } from '../expansion/quote-word.ts';
import type { ShellState } from './shell-state.ts';
import { AssociativeArray, checkArraySize, lastIndex, type Variable } from './variables.ts';

/** `x=1`, `x+=1`, `x[i]=1` or `x=(1 2)`. */
export async function applyAssignment(state: ShellState, assignment: Assignment): Promise<void> {
  const { name, value, index } = assignment;
  const append = assignment.append === true;
  const { variables } = state;
  if (value.type === 'ArrayValue') {
    await assignArray(state, name, value, append);
    return;
  }
  let text = await expandText(state, value);
  const variable = variables.find(name);
  if (append) {
    const old = await currentText(state, name, index);
    text = variable?.integer === true ? String(computeExpanded(state, `(${old || 0})+(${text || 0})`)) : old + text;
  } else if (variable?.integer === true) text = String(computeExpanded(state, text));
  await assignElement(state, name, index, text);
  if (state.options.has('allexport')) variables.declare(name).exported = true;
}

async function currentText(state: ShellState, name: string, index: Word | undefined): Promise<string> {
  if (index === undefined) return state.variables.get(name) ?? '';
  const { value } = state.variables.find(name) ?? {};
  if (value instanceof AssociativeArray) return value.entries.get(await expandText(state, index)) ?? '';
  if (value instanceof Map) return value.get(Number(computeExpanded(state, await expandText(state, index)))) ?? '';
  return typeof value === 'string' ? value : '';
}

export async function assignArray(state: ShellState, name: string, array: ArrayValue, append: boolean): Promise<void> {
  const variable: Variable = state.variables.writable(name);
  const associative = variable.value instanceof AssociativeArray;
  const items = new Map<number, string>();
  const entries = new Map<string, string>();
  let next = 0;
  if (append && variable.value instanceof Map) {
    for (const [key, text] of variable.value) items.set(key, text);
    next = lastIndex(items) + 1;
  } else if (append && variable.value instanceof AssociativeArray) {
    for (const [key, text] of variable.value.entries) entries.set(key, text);
  } else if (append && typeof variable.value === 'string') items.set(next++, variable.value);
  for (const element of array.elements) {
    const keyed = /^\[((?:[^\]"']|"[^"]*"|'[^']*')+)\]=/.exec(element.text);
    if (keyed === null) {
      for (const text of await expandFields(state, element)) items.set(next++, text);
      checkArraySize(items.size);
      continue;
    }
    const key = await expandSource(state, keyed[1]!);
    const text = await expandSource(state, element.text.slice(keyed[0].length));
    if (associative) entries.set(key, text);
    else {
      next = Number(computeExpanded(state, key));
      items.set(next++, text);
    }
  }
  variable.value = associative ? new AssociativeArray(entries) : items;
}

/** Expands a piece of source text as the value of an assignment. */
async function expandSource(state: ShellState, source: string): Promise<string> {
  const command = parse(`x=${source}`).commands[0]?.command;
  const first = command?.type === 'Command' ? command.prefix[0] : undefined;
  return first?.type === 'Assignment' && first.value.type === 'Word' ? expandText(state, first.value) : source;
}

/** An argument of `declare` and its like: the value is expanded without splitting; arrays are given as source. */
export async function declarationArgument(state: ShellState, assignment: Assignment): Promise<string> {
  const { value } = assignment;
  if (value.type === 'Word') {
    const head = assignment.text.slice(0, assignment.text.length - value.text.length);
    return head + (await expandText(state, value));
  }
  const elements: string[] = [];
  for (const element of value.elements) {
    const keyed = /^\[((?:[^\]"']|"[^"]*"|'[^']*')+)\]=/.exec(element.text);
    if (keyed === null) appendAll(elements, (await expandFields(state, element)).map(quoteWord));
    else elements.push(`${keyed[0]}${quoteWord(await expandSource(state, element.text.slice(keyed[0].length)))}`);
  }
  return `${assignment.name}${assignment.append === true ? '+' : ''}=(${elements.join(' ')})`;
}
