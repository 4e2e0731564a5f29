import { alias, unalias } from './alias.ts';
import { bg } from './bg.ts';
import type { Builtin } from './builtin.ts';
import { builtin } from './builtin-builtin.ts';
import { cd } from './cd.ts';
import { command } from './command.ts';
import { compgen, complete } from './complete.ts';
import { dirs, popd, pushd } from './directories.ts';
import { echo } from './echo.ts';
import { evalBuiltin } from './eval.ts';
import { exec } from './exec.ts';
import { breakBuiltin, continueBuiltin, exit, returnBuiltin } from './flow-builtins.ts';
import { getopts } from './getopts.ts';
import { hash } from './hash.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { disown, fg, jobs, kill, wait } from './job-builtins.ts';
import { notSimulated } from './not-simulated.ts';
import { printf } from './printf.ts';
import { pwd } from './pwd.ts';
import { mapfile, read } from './read.ts';
import { set } from './set.ts';
import { shopt } from './shopt.ts';
import { source } from './source.ts';
import { testBuiltin } from './test.ts';
import { trap } from './trap.ts';
import { type } from './type.ts';
import { umask } from './umask.ts';
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
  ['cd', cd],
  ['pwd', pwd],
  ['eval', evalBuiltin],
  ['source', source],
  ['.', source],
  ['trap', trap],
  ['set', set],
  ['shopt', shopt],
  ['alias', alias],
  ['unalias', unalias],
  ['type', type],
  ['command', command],
  ['builtin', builtin],
  ['exec', exec],
  ['history', history],
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
  ['bg', bg],
  ['wait', wait],
  ['kill', kill],
  ['disown', disown],
  ['hash', hash],
  ['umask', umask],
  ['ulimit', notSimulated('ulimit', 'limits of resources')],
  ['complete', complete],
  ['compgen', compgen],
  ['compopt', notSimulated('compopt', 'options of a running completion; use complete -o')],
  ['bind', notSimulated('bind', 'other keys for the line editor')],
  ['pushd', pushd],
  ['popd', popd],
  ['dirs', dirs],
  ['help', help],
  ['fc', notSimulated('fc', 'editing of the history')],
  ['times', notSimulated('times', 'processor time')],
  ['suspend', notSimulated('suspend', 'stopped jobs')],
  ['enable', notSimulated('enable', 'turning builtins off')],
  ['caller', notSimulated('caller', 'the stack of calls; see FUNCNAME')],
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
