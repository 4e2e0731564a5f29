import type { ShellState } from '../interpreter/shell-state.ts';
import { formatTime } from '../programs/format-time.ts';
import { baseName } from '../resolve-path.ts';

/** Decodes PS1 and PS2. */
export function expandPrompt(state: ShellState, prompt: string): string {
  const home = state.variables.get('HOME') ?? '/root';
  const inHome = state.cwd === home || state.cwd.startsWith(`${home}/`);
  const where = inHome ? `~${state.cwd.slice(home.length)}` : state.cwd;
  const host = state.variables.get('HOSTNAME') ?? 'localhost';
  const decoded = prompt.replace(/\\([0-7]{3}|[\s\S])/g, (all, letter: string) => {
    switch (letter) {
      case 'u':
        return state.variables.get('USER') ?? 'root';
      case 'h':
        return host.split('.')[0]!;
      case 'H':
        return host;
      case 'w':
        return where;
      case 'W':
        return where === '~' ? '~' : baseName(state.cwd);
      case '$':
        return (state.variables.get('USER') ?? 'root') === 'root' ? '#' : '$';
      case 'n':
        return '\n';
      case 't':
        return formatTime('%H:%M:%S', state.host.clock.now());
      case 's':
        return 'bash';
      case 'e':
        return '\x1b';
      case 'a':
        return '\x07';
      case '[':
      case ']':
        return '';
      case '\\':
        return '\\';
      default:
        return /^[0-7]{3}$/.test(letter) ? String.fromCharCode(Number.parseInt(letter, 8)) : all;
    }
  });
  // Titles and bells take no room on the line.
  return decoded.replace(/\x1b\][^\x07]*\x07|\x07/g, '');
}
