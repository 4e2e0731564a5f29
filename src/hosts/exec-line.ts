import type { FileSystem } from '../shell/file-system.ts';

export interface ExecLine {
  readonly program: string;
  readonly args: readonly string[];
}

/** What a unit starts: the last ExecStart, with the variables of Environment and EnvironmentFile put in. */
export function execLine(unit: string, files: FileSystem): ExecLine {
  const variables = new Map<string, string>();
  let command = '';
  for (const line of unit.split('\n')) {
    const setting = /^(Environment|EnvironmentFile|ExecStart)=(.*)$/.exec(line.trim());
    if (setting === null) continue;
    const [, key, value = ''] = setting;
    if (key === 'ExecStart') command = value || command;
    else if (key === 'Environment') assign(variables, value.replace(/^"(.*)"$/, '$1'));
    else {
      const path = value.replace(/^-/, '');
      const text = files.kind(path) === 'file' ? (files.read(path) ?? '') : '';
      for (const each of text.split('\n')) if (!/^\s*(#|$)/.test(each)) assign(variables, each.trim());
    }
  }
  const [program = '', ...args] = command
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const name = /^\$\{?(\w+)\}?$/.exec(word)?.[1];
      if (name === undefined) return [word];
      return (variables.get(name) ?? '').split(/\s+/).filter((part) => part !== '');
    });
  return { program, args };
}

function assign(variables: Map<string, string>, text: string): void {
  const equals = text.indexOf('=');
  if (equals > 0) variables.set(text.slice(0, equals), text.slice(equals + 1).replace(/^"(.*)"$/, '$1'));
}
