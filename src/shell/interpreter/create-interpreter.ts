import { builtins } from '../builtins/builtins.ts';
import { expandFragments, expandParts, expandPattern, expandText } from '../expansion/expand-word.ts';
import { evaluate } from './evaluate.ts';
import type { Interpreter } from './interpreter.ts';
import { runCommand } from './run-command.ts';
import { runStatements } from './run-statements.ts';
import { invoke } from './simple-command.ts';

export function createInterpreter(): Interpreter {
  return {
    builtins,
    evaluate,
    runStatements,
    runCommand,
    invoke,
    expandParts,
    expandFragments,
    expandText,
    expandPattern,
  };
}
