import type { Case } from 'unbash';
import { expandPattern, expandText } from '../expansion/expand-word.ts';
import { patternRegex } from '../expansion/pattern.ts';
import type { ShellState } from './shell-state.ts';

export async function runCase(state: ShellState, node: Case): Promise<number> {
  const subject = await expandText(state, node.word);
  const ignoreCase = state.options.has('nocasematch');
  let status = 0;
  let fallsThrough = false;
  for (const item of node.items) {
    let matches = fallsThrough;
    for (const pattern of item.pattern) {
      if (matches) break;
      matches = patternRegex(await expandPattern(state, pattern), { ignoreCase }).test(subject);
    }
    if (!matches) continue;
    status = await state.host.interpreter.runStatements(state, item.body.commands);
    if (item.terminator !== ';&' && item.terminator !== ';;&') return status;
    fallsThrough = item.terminator === ';&';
  }
  return status;
}
