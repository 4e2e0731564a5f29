import type { ArithmeticExpression, ArithmeticFor, CompoundList, For, Select, While } from 'unbash';
import { appendAll } from '../expansion/append-all.ts';
import { computeArithmetic } from '../expansion/arithmetic-part.ts';
import { expandFields } from '../expansion/expand-word.ts';
import { readLine } from '../streams/read-line.ts';
import { BreakFlow, ContinueFlow } from './flow.ts';
import { holds } from './if-command.ts';
import { pause } from './pause.ts';
import type { ShellState } from './shell-state.ts';

/** Runs the body once; returns undefined when the loop is to be left. */
async function turn(state: ShellState, body: CompoundList): Promise<{ status: number; left: boolean }> {
  const paused = pause(state);
  if (paused !== undefined) await paused;
  state.loops++;
  try {
    return { status: await state.host.interpreter.runStatements(state, body.commands), left: false };
  } catch (flow) {
    if (flow instanceof BreakFlow) {
      if (flow.levels > 1 && state.loops > 1) throw new BreakFlow(flow.levels - 1);
      return { status: 0, left: true };
    }
    if (flow instanceof ContinueFlow) {
      if (flow.levels > 1 && state.loops > 1) throw new ContinueFlow(flow.levels - 1);
      return { status: 0, left: false };
    }
    throw flow;
  } finally {
    state.loops--;
  }
}

export async function runWhile(state: ShellState, node: While): Promise<number> {
  let status = 0;
  while ((await holds(state, node.clause)) === (node.kind === 'while')) {
    const result = await turn(state, node.body);
    status = result.status;
    if (result.left) break;
  }
  return status;
}

export async function runFor(state: ShellState, node: For): Promise<number> {
  let values: readonly string[] = state.positional;
  if (node.wordlist !== undefined) {
    const fields: string[] = [];
    for (const word of node.wordlist) appendAll(fields, await expandFields(state, word));
    values = fields;
  }
  let status = 0;
  for (const value of values) {
    state.variables.set(node.name.value, value);
    const result = await turn(state, node.body);
    status = result.status;
    if (result.left) break;
  }
  return status;
}

export async function runArithmeticFor(state: ShellState, node: ArithmeticFor): Promise<number> {
  const compute = async (expression: ArithmeticExpression | undefined) =>
    expression === undefined ? 1n : computeArithmetic(state, state.source.slice(expression.pos, expression.end));
  let status = 0;
  await compute(node.initialize);
  while ((await compute(node.test)) !== 0n) {
    const result = await turn(state, node.body);
    status = result.status;
    if (result.left) break;
    await compute(node.update);
  }
  return status;
}

export async function runSelect(state: ShellState, node: Select): Promise<number> {
  const values: string[] = [];
  for (const word of node.wordlist ?? []) appendAll(values, await expandFields(state, word));
  const choices = node.wordlist === undefined ? state.positional : values;
  const error = state.descriptors.get(2)?.output;
  let status = 0;
  let show = true;
  for (;;) {
    if (show) await error?.write(choices.map((choice, index) => `${index + 1}) ${choice}\n`).join(''));
    await error?.write(state.variables.get('PS3') ?? '#? ', state.process.signal);
    const input = state.descriptors.get(0)?.input;
    const line = input === undefined ? undefined : await readLine(input, state.process.signal);
    if (line === undefined) return 1;
    const answer = line.text.trim();
    show = answer === '';
    if (show) continue;
    state.variables.set('REPLY', answer);
    state.variables.set(node.name.value, /^\d+$/.test(answer) ? (choices[Number(answer) - 1] ?? '') : '');
    const result = await turn(state, node.body);
    status = result.status;
    if (result.left) return status;
  }
}
