import { type ArithmeticExpansionPart, parse, type WordPart } from 'unbash';
import type { ShellState } from '../interpreter/shell-state.ts';
import { AssociativeArray } from '../interpreter/variables.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { fragmentText } from './fragment.ts';
import { specialParameter } from './special-parameter.ts';

const parsed = new Map<string, readonly WordPart[] | undefined>();

/** `$(( ))` as text. */
export async function expandArithmeticPart(state: ShellState, part: ArithmeticExpansionPart): Promise<string> {
  const body = part.text.startsWith('$((') ? part.text.slice(3, -2) : part.text.slice(2, -1);
  return String(await computeArithmetic(state, body));
}

/** Expands the parameters in an expression's source text, then computes it. */
export async function computeArithmetic(state: ShellState, body: string): Promise<bigint> {
  let text = body;
  if (/[$`\\]/.test(body)) {
    const parts = heredocParts(body);
    if (parts !== undefined)
      text = fragmentText(await state.host.interpreter.expandParts(state, parts, { quoted: true }));
  }
  return computeExpanded(state, text.replaceAll('"', ''));
}

/** Computes an expression in which nothing is left to expand. */
export function computeExpanded(state: ShellState, text: string): bigint {
  const { variables } = state;
  const indexOf = (subscript: string) => Number(computeExpanded(state, subscript));
  return evaluateArithmetic(text, {
    get(name, subscript) {
      const variable = variables.find(name);
      let value: string | undefined;
      if (subscript === undefined) value = variables.get(name) ?? specialParameter(state, name);
      else if (variable?.value instanceof AssociativeArray) value = variable.value.entries.get(subscript);
      else if (variable?.value instanceof Map) value = variable.value.get(indexOf(subscript));
      else value = indexOf(subscript) === 0 ? variables.get(name) : undefined;
      return value;
    },
    set(name, subscript, value) {
      if (subscript === undefined) variables.set(name, value);
      else if (variables.find(name)?.value instanceof AssociativeArray) variables.setEntry(name, subscript, value);
      else variables.setElement(name, indexOf(subscript), value);
    },
  });
}

/** The parts of a text that is expanded as a here-document is: arithmetic follows the same rules. */
function heredocParts(body: string): readonly WordPart[] | undefined {
  if (parsed.has(body)) return parsed.get(body);
  const command = parse(`: <<E_O_F\n${body}\nE_O_F\n`).commands[0]?.command;
  const document = command?.type === 'Command' ? command.redirects[0] : undefined;
  const parts = document?.type === 'HereDoc' ? document.body.parts : undefined;
  if (parsed.size > 500) parsed.clear();
  parsed.set(body, parts);
  return parts;
}
