import { currentLine, type ShellState } from '../interpreter/shell-state.ts';

/** The value of `$?`, `$#`, `$1` ... and of variables that the shell computes; undefined for others. */
export function specialParameter(state: ShellState, name: string): string | undefined {
  if (/^\d+$/.test(name)) return name === '0' ? state.name : state.positional[Number(name) - 1];
  switch (name) {
    case '?':
      return String(state.status);
    case '#':
      return String(state.positional.length);
    case '$':
      return String(state.shellPid);
    case '!':
      return state.lastBackground === undefined ? undefined : String(state.lastBackground);
    case '_':
      return state.lastArgument;
    case '-':
      return optionLetters(state);
    case 'RANDOM':
      return String(state.host.random.int(32768));
    case 'SRANDOM':
      return String(state.host.random.int(2 ** 31));
    case 'SECONDS':
      return String(Math.floor((state.host.clock.now() - state.startedMs) / 1000));
    case 'EPOCHSECONDS':
      return String(Math.floor(state.host.clock.now() / 1000));
    case 'EPOCHREALTIME':
      return (state.host.clock.now() / 1000).toFixed(6);
    case 'LINENO':
      return String(currentLine(state));
    case 'BASHPID':
      return String(state.process.pid);
    case 'BASH_SUBSHELL':
      return String(state.subshellLevel);
    case 'FUNCNAME':
      return state.calls.at(-1);
    case 'SHELLOPTS':
      return [...state.options].sort().join(':');
    default:
      return undefined;
  }
}

const LETTERS: readonly (readonly [string, string])[] = [
  ['allexport', 'a'],
  ['errexit', 'e'],
  ['noglob', 'f'],
  ['noexec', 'n'],
  ['nounset', 'u'],
  ['verbose', 'v'],
  ['xtrace', 'x'],
  ['noclobber', 'C'],
];

function optionLetters(state: ShellState): string {
  const on = LETTERS.filter(([name]) => state.options.has(name)).map(([, letter]) => letter);
  return `${state.interactive ? 'hi' : 'h'}${on.join('')}B`;
}
