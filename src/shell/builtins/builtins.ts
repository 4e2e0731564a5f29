import type { Builtin } from './builtin.ts';
import { echo } from './echo.ts';
import { breakBuiltin, continueBuiltin, exit, returnBuiltin } from './flow-builtins.ts';
import { getopts } from './getopts.ts';
import { disown, fg, jobs, kill, wait } from './job-builtins.ts';
import { printf } from './printf.ts';
import { mapfile, read } from './read.ts';
import * as shell from './shell-builtins.ts';
import { testBuiltin } from './test.ts';
import {
  declareBuiltin,
  exportBuiltin,
  letBuiltin,
  local,
  readonlyBuiltin,
  shift,
  unset,
} from './variables-builtins.ts';

const nothing: Builtin = async () => 0;

export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', nothing],
  ['true', nothing],
  ['false', async () => 1],
  ['echo', echo],
  ['printf', printf],
  ['read', read],
  ['mapfile', mapfile],
  ['readarray', mapfile],
  ['cd', shell.cd],
  ['pwd', shell.pwd],
  ['eval', shell.evalBuiltin],
  ['source', shell.source],
  ['.', shell.source],
  ['trap', shell.trap],
  ['set', shell.set],
  ['shopt', shell.shopt],
  ['alias', shell.alias],
  ['unalias', shell.unalias],
  ['type', shell.type],
  ['command', shell.command],
  ['builtin', shell.builtin],
  ['exec', shell.exec],
  ['history', shell.history],
  ['declare', declareBuiltin],
  ['typeset', declareBuiltin],
  ['local', local],
  ['export', exportBuiltin],
  ['readonly', readonlyBuiltin],
  ['unset', unset],
  ['shift', shift],
  ['let', letBuiltin],
  ['exit', exit],
  ['logout', exit],
  ['return', returnBuiltin],
  ['break', breakBuiltin],
  ['continue', continueBuiltin],
  ['test', (state, args) => testBuiltin(state, 'test', args)],
  ['[', (state, args) => testBuiltin(state, '[', args)],
  ['getopts', getopts],
  ['jobs', jobs],
  ['fg', fg],
  ['bg', nothing],
  ['wait', wait],
  ['kill', kill],
  ['disown', disown],
  ['hash', nothing],
  ['umask', nothing],
  ['ulimit', nothing],
  ['complete', nothing],
  ['compopt', nothing],
  ['bind', nothing],
]);

/** Builtins whose arguments may be assignments. */
export const DECLARATIONS: ReadonlySet<string> = new Set([
  'declare',
  'typeset',
  'local',
  'export',
  'readonly',
  'alias',
]);

export const SPECIAL_BUILTINS: ReadonlySet<string> = new Set([
  ':',
  '.',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'trap',
  'unset',
]);

export const KEYWORDS: ReadonlySet<string> = new Set(
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(' '),
);
