import type { Shell } from './shell.ts';

type Substitute = (shell: Shell, script: string) => string;

const part =
  /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|\$\(\(((?:[^()]|\([^()]*\))*)\)\)|\$\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)|\$\{([^}]*)\}|\$([A-Za-z_]\w*|[0-9?#$@*!])|([^'"\\$]+|\$)/g;

/** Expands words as a shell does: what stands unquoted is split into words. */
export function expandWords(shell: Shell, raw: readonly string[], substitute: Substitute): string[] {
  const out: string[] = [];
  for (const word of raw) {
    if (!/['"\\$]/.test(word)) {
      out.push(word);
      continue;
    }
    let current: string | undefined;
    expand(shell, word, substitute, (text, quoted) => {
      if (quoted) {
        current = (current ?? '') + text;
        return;
      }
      const pieces = text.split(/[ \t\n]+/);
      for (const [index, piece] of pieces.entries()) {
        if (index > 0) {
          if (current !== undefined) out.push(current);
          current = undefined;
        }
        if (piece !== '') current = (current ?? '') + piece;
      }
    });
    if (current !== undefined) out.push(current);
  }
  return out;
}

/** Expands into one word. */
export function expandWord(shell: Shell, raw: string, substitute: Substitute): string {
  let out = '';
  expand(shell, raw, substitute, (text) => {
    out += text;
  });
  return out;
}

function expand(
  shell: Shell,
  raw: string,
  substitute: Substitute,
  give: (text: string, quoted: boolean) => void,
): void {
  for (const match of raw.matchAll(part)) {
    const [, single, double, escaped, sum, script, braces, name, plain] = match;
    if (single !== undefined) give(single, true);
    else if (double !== undefined) give(expandQuoted(shell, double, substitute), true);
    else if (escaped !== undefined) give(escaped, true);
    else if (sum !== undefined) give(String(arithmetic(shell, sum)), false);
    else if (script !== undefined) give(substitute(shell, script), false);
    else if (braces !== undefined) give(parameter(shell, braces), false);
    else if (name !== undefined) give(variable(shell, name) ?? '', false);
    else give(plain ?? '', true);
  }
}

const quotedPart =
  /\\([$`"\\\n])|\$\(\(((?:[^()]|\([^()]*\))*)\)\)|\$\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)|\$\{([^}]*)\}|\$([A-Za-z_]\w*|[0-9?#$@*!])/g;

function expandQuoted(shell: Shell, text: string, substitute: Substitute): string {
  return text.replace(quotedPart, (_all, escaped, sum, script, braces, name) => {
    if (escaped !== undefined) return escaped === '\n' ? '' : escaped;
    if (sum !== undefined) return String(arithmetic(shell, sum));
    if (script !== undefined) return substitute(shell, script);
    return braces !== undefined ? parameter(shell, braces) : (variable(shell, name) ?? '');
  });
}

export function variable(shell: Shell, name: string): string | undefined {
  if (name === '?') return String(shell.status);
  if (name === '$') return '7';
  if (name === '#') return '0';
  if (name === 'PWD') return shell.cwd;
  return shell.variables.get(name) ?? shell.around.env.get(name);
}

function parameter(shell: Shell, text: string): string {
  const [, name = '', operator, word = ''] = /^([A-Za-z_]\w*)(:?[-+=])?([\s\S]*)$/.exec(text) ?? [];
  const value = variable(shell, name);
  const set = value !== undefined && (value !== '' || !operator?.startsWith(':'));
  if (operator?.endsWith('+')) return set ? word : '';
  if (operator !== undefined && !set) {
    if (operator.endsWith('=')) shell.variables.set(name, word);
    return word;
  }
  return value ?? '';
}

/** Sums of whole numbers and variables, from left to right with the usual precedence. */
function arithmetic(shell: Shell, text: string): number {
  const tokens = text.match(/\d+|[A-Za-z_]\w*|[-+*/%()]/g) ?? [];
  let at = 0;
  const atom = (): number => {
    const token = tokens[at++];
    if (token === '-') return -atom();
    if (token === '(') {
      const value = sum();
      at++;
      return value;
    }
    if (token === undefined) return 0;
    return /^\d/.test(token) ? Number(token) : Number(variable(shell, token) ?? 0) || 0;
  };
  const product = (): number => {
    let value = atom();
    for (let sign = tokens[at]; sign === '*' || sign === '/' || sign === '%'; sign = tokens[at]) {
      at++;
      const by = atom();
      value = sign === '*' ? value * by : by === 0 ? 0 : sign === '/' ? Math.trunc(value / by) : value % by;
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    for (let sign = tokens[at]; sign === '+' || sign === '-'; sign = tokens[at]) {
      at++;
      value = sign === '+' ? value + product() : value - product();
    }
    return value;
  };
  return tokens.length > 200 ? 0 : sum();
}
