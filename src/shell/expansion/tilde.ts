import type { ShellState } from '../interpreter/shell-state.ts';

/** What a leading tilde stands for, and how many characters it took. */
export function expandTilde(
  state: ShellState,
  text: string,
  colon: boolean,
): { readonly text: string; readonly length: number } | undefined {
  const match = (colon ? /^~([+-]|[a-z_][a-z0-9_-]*)?(?=\/|:|$)/ : /^~([+-]|[a-z_][a-z0-9_-]*)?(?=\/|$)/).exec(text);
  if (match === null) return undefined;
  const home = state.variables.get('HOME') ?? '/root';
  const known: Readonly<Record<string, string | undefined>> = {
    '': home,
    '+': state.cwd,
    '-': state.variables.get('OLDPWD'),
    root: '/root',
    [state.variables.get('USER') ?? 'root']: home,
  };
  const name = match[1] ?? '';
  const path = Object.hasOwn(known, name) ? known[name] : undefined;
  return path === undefined ? undefined : { text: path, length: match[0].length };
}
