import { programs } from './programs.ts';
import { absolutePath, isDirectory, newShell, type Shell } from './shell.ts';
import { expandWord, expandWords } from './shell-expand.ts';
import { parseShell, type Redirect, type ShellNode } from './shell-parse.ts';

/** A script that takes more steps than this is cut off. */
export const stepLimit = 20_000;

/** Runs a script in a shell; its exit code is in `shell.status` afterwards. */
export function runShellScript(shell: Shell, script: string, name = 'sh'): void {
  const node = parseShell(script);
  if ('error' in node) {
    shell.err(`${name}: ${node.error}\n`);
    shell.status = 2;
    shell.ended = true;
    return;
  }
  run(shell, node);
}

function run(shell: Shell, node: ShellNode): void {
  if (shell.ended) return;
  if (++shell.steps > stepLimit || shell.atMs >= shell.around.limitMs) {
    shell.ended = true;
    return;
  }
  switch (node.kind) {
    case 'simple':
      runSimple(shell, node.words, node.redirects);
      return;
    case 'list':
      for (const part of node.parts) {
        if (part.when === 'success' && shell.status !== 0) continue;
        if (part.when === 'failure' && shell.status === 0) continue;
        if (part.background) runBackground(shell, part.node);
        else run(shell, part.node);
        if (shell.ended) return;
      }
      return;
    case 'pipe':
      runPipe(shell, node.commands);
      return;
    case 'for':
      for (const value of expandWords(shell, node.words, substitute)) {
        shell.variables.set(node.name, value);
        run(shell, node.body);
        if (shell.ended) return;
      }
      return;
    case 'while':
      for (;;) {
        const before = shell.atMs;
        run(shell, node.condition);
        if (shell.ended || (shell.status === 0) === node.until) break;
        run(shell, node.body);
        if (shell.ended) return;
        // A loop that takes no time would never end: a round of a real one takes a millisecond or so.
        if (shell.atMs === before) shell.atMs++;
      }
      shell.status = 0;
      return;
    case 'if':
      run(shell, node.condition);
      if (shell.ended) return;
      if (shell.status === 0) run(shell, node.then);
      else if (node.else !== undefined) run(shell, node.else);
      else shell.status = 0;
  }
}

/** What runs in the background takes no time of the shell's. */
function runBackground(shell: Shell, node: ShellNode): void {
  const { atMs } = shell;
  run(shell, node);
  shell.atMs = atMs;
  shell.ended = false;
  shell.status = 0;
}

function runPipe(shell: Shell, commands: readonly ShellNode[]): void {
  const { out, stdin } = shell;
  let text = stdin;
  for (const [index, command] of commands.entries()) {
    const parts: string[] = [];
    shell.stdin = text;
    shell.out = index === commands.length - 1 ? out : (part) => parts.push(part);
    run(shell, command);
    text = parts.join('');
  }
  shell.out = out;
  shell.stdin = stdin;
}

/** The output of `$(script)`. */
function substitute(shell: Shell, script: string): string {
  const parts: string[] = [];
  const inner: Shell = { ...shell, variables: new Map(shell.variables), out: (text) => parts.push(text) };
  runShellScript(inner, script);
  shell.atMs = inner.atMs;
  shell.steps = inner.steps;
  shell.status = inner.status;
  shell.missing ??= inner.missing;
  return parts.join('').replace(/\n+$/, '');
}

function runSimple(shell: Shell, raw: readonly string[], redirects: readonly Redirect[]): void {
  const first = raw.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const assignments = first < 0 ? raw : raw.slice(0, first);
  const words = first < 0 ? [] : expandWords(shell, raw.slice(first), substitute);
  const { out, err, stdin } = shell;
  shell.status = 0;
  if (redirect(shell, redirects)) {
    for (const assignment of assignments) {
      const at = assignment.indexOf('=');
      shell.variables.set(assignment.slice(0, at), expandWord(shell, assignment.slice(at + 1), substitute));
    }
    if (words.length > 0) runProgram(shell, words);
  }
  shell.out = out;
  shell.err = err;
  shell.stdin = stdin;
}

/** Points the streams elsewhere; false when a file cannot be opened. */
function redirect(shell: Shell, redirects: readonly Redirect[]): boolean {
  const { files } = shell.around;
  for (const { from, append, to } of redirects) {
    if (to === '&1' || to === '&2') {
      if (from === 1) shell.out = to === '&1' ? shell.out : shell.err;
      else shell.err = to === '&1' ? shell.out : shell.err;
      continue;
    }
    const word = expandWord(shell, to, substitute);
    const path = absolutePath(shell, word);
    if (from === 0) {
      const text = files.get(path);
      if (text === undefined && path !== '/dev/null') {
        shell.err(`sh: can't open ${word}: no such file\n`);
        shell.status = 1;
        return false;
      }
      shell.stdin = text ?? '';
      continue;
    }
    let sink: (text: string) => void;
    if (path === '/dev/null') sink = () => {};
    else if (path === '/dev/stdout' || path === '/proc/1/fd/1') sink = shell.out;
    else if (path === '/dev/stderr' || path === '/proc/1/fd/2') sink = shell.err;
    else {
      const parent = path.slice(0, path.lastIndexOf('/')) || '/';
      if (!isDirectory(shell, parent) || isDirectory(shell, path)) {
        const why = isDirectory(shell, path) ? 'Is a directory' : 'nonexistent directory';
        shell.err(`sh: can't create ${word}: ${why}\n`);
        shell.status = 1;
        return false;
      }
      files.set(path, append ? (files.get(path) ?? '') : '');
      sink = (text) => void files.set(path, ((files.get(path) ?? '') + text).slice(-1_000_000));
    }
    if (from === 1) shell.out = sink;
    else shell.err = sink;
  }
  return true;
}

const builtinShells = new Set(['sh', 'bash', 'ash', 'dash']);

/** Runs one program by its words. */
export function runProgram(shell: Shell, words: readonly string[]): void {
  const [program = '', ...args] = words;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (name === 'exec' || name === 'eval' || name === 'command' || name === 'nohup' || name === 'time') {
    if (name === 'eval') runShellScript(shell, args.join(' '));
    else if (args.length > 0) runProgram(shell, args);
    if (name === 'exec' && args.length > 0) shell.ended = true;
    return;
  }
  if (builtinShells.has(name)) {
    const flag = args.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
    const inner = newShell(shell.around, shell.out, shell.err, shell.stdin);
    Object.assign(inner, { atMs: shell.atMs, steps: shell.steps, cwd: shell.cwd });
    for (const [key, value] of shell.variables) inner.variables.set(key, value);
    if (flag >= 0) runShellScript(inner, args[flag + 1] ?? '', name);
    else if (args[0] === undefined) runShellScript(inner, shell.stdin, name);
    else shell.missing ??= `running the script ${args[0]} in a container`;
    shell.atMs = inner.atMs;
    shell.steps = inner.steps;
    shell.status = inner.status;
    shell.killed ??= inner.killed;
    shell.missing ??= inner.missing;
    return;
  }
  const known = programs.get(name);
  if (known !== undefined) {
    shell.status = known(shell, args);
    return;
  }
  shell.status = 127;
  shell.missing ??= `the program ${name} in a container`;
  shell.err(`sh: ${program}: not found\n`);
}
