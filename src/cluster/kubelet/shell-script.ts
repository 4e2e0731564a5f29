/** What a small shell script does over time, as far as it is foreseen. */
export interface ScriptRun {
  /** Undefined: it runs for ever. */
  readonly endsAfterMs?: number;
  readonly exitCode: number;
  readonly output: readonly { readonly atMs: number; readonly text: string }[];
  /** The body of a loop without end: its lines come again every `periodMs`, the first time at `fromMs`. */
  readonly loop?: {
    readonly fromMs: number;
    readonly periodMs: number;
    readonly lines: readonly { readonly atMs: number; readonly text: string }[];
  };
  readonly files: readonly { readonly atMs: number; readonly path: string; readonly exists: boolean }[];
  /** The time when the last foreseen command began. */
  readonly lastAtMs: number;
  readonly trapsTerm: boolean;
  /** The script ends in a web server that keeps running. */
  readonly server: boolean;
  /** False when its only command is none that is known here. */
  readonly understood: boolean;
}

interface Run {
  atMs: number;
  status: number;
  ended: 'no' | 'exit' | 'forever';
  output: { atMs: number; text: string }[];
  loop?: ScriptRun['loop'];
  files: { atMs: number; path: string; exists: boolean }[];
  trapsTerm: boolean;
  server: boolean;
  understood: boolean;
  steps: number;
}

const stepLimit = 5000;
const outputLimit = 1000;

/**
 * Follows a script of `;`, `&&`, `||`, `while true`, `for x in`, sleep, echo, exit, touch, rm and the like. It is a model of what
 * pod manifests use, not a shell: an unknown command takes no time and succeeds. An array is one command's words.
 */
export function runScript(script: string | readonly (readonly string[])[]): ScriptRun {
  const run: Run = {
    atMs: 0,
    status: 0,
    ended: 'no',
    output: [],
    files: [],
    trapsTerm: false,
    server: false,
    understood: true,
    steps: 0,
  };
  if (typeof script === 'string') runList(run, words(script));
  else for (const command of script) runCommand(run, command);
  return {
    ...(run.ended === 'forever' ? {} : { endsAfterMs: run.atMs }),
    exitCode: run.status,
    output: run.output,
    ...(run.loop === undefined ? {} : { loop: run.loop }),
    files: run.files,
    lastAtMs: run.atMs,
    trapsTerm: run.trapsTerm,
    server: run.server,
    understood: run.understood,
  };
}

const separators = new Set([';', '&&', '||', '|', '&', '\n']);

/** Splits into words and operators; quotes are taken off, operators keep their meaning only when unquoted. */
function words(script: string): string[] {
  const out: string[] = [];
  const pattern = /\n|;;?|&&|\|\|?|&|(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s;&|"'\\])+/g;
  for (const match of script.slice(0, 20_000).matchAll(pattern)) {
    const word = match[0];
    out.push(
      separators.has(word) ? word : word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, (_, a, b, c) => a ?? b ?? c),
    );
  }
  return out;
}

function runList(run: Run, tokens: readonly string[]): void {
  let skip = false;
  let index = 0;
  while (index < tokens.length && run.ended === 'no') {
    if (++run.steps > stepLimit) {
      run.ended = 'forever';
      return;
    }
    const token = tokens[index]!;
    if (token === '&&' || token === '||') {
      skip = (run.status === 0) === (token === '||');
      index++;
      continue;
    }
    if (separators.has(token)) {
      skip = false;
      index++;
      continue;
    }
    if (token === 'while' || token === 'until' || token === 'for') {
      const end = blockEnd(tokens, index);
      if (!skip) runLoop(run, tokens.slice(index, end));
      index = end;
      continue;
    }
    let end = index;
    while (end < tokens.length && !separators.has(tokens[end]!)) end++;
    const background = tokens[end] === '&';
    if (!skip && !background) runCommand(run, tokens.slice(index, end));
    index = end;
  }
}

function blockEnd(tokens: readonly string[], from: number): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    if (tokens[index] === 'do') depth++;
    if (tokens[index] === 'done' && --depth === 0) return index + 1;
  }
  return tokens.length;
}

function runLoop(run: Run, tokens: readonly string[]): void {
  const start = tokens.indexOf('do');
  if (start < 0) return;
  const head = tokens.slice(1, start).filter((word) => !separators.has(word));
  const body = tokens.slice(start + 1, tokens.at(-1) === 'done' ? -1 : undefined);
  if (tokens[0] === 'for') {
    for (let turn = 0; turn < head.length - 2 && run.ended === 'no'; turn++) {
      runList(
        run,
        body.map((word) => word.replaceAll(`$${head[0]}`, head[turn + 2]!)),
      );
    }
    return;
  }
  const condition = { ...run, output: [], files: [] };
  runCommand(condition, head);
  if ((condition.status === 0) !== (tokens[0] === 'while')) return;
  const fromMs = run.atMs;
  const before = run.output.length;
  runList(run, body);
  if (run.ended !== 'no') return;
  run.ended = 'forever';
  const lines = run.output.splice(before).map(({ atMs, text }) => ({ atMs: atMs - fromMs, text }));
  if (lines.length > 0) run.loop = { fromMs, periodMs: Math.max(run.atMs - fromMs, 1), lines };
}

function runCommand(run: Run, raw: readonly string[]): void {
  const toFile = raw.findIndex((word) => /^[0-9]?>>?/.test(word));
  const argv = (toFile < 0 ? raw : raw.slice(0, toFile)).filter((word) => word !== '{' && word !== '}');
  while (argv.length > 1 && (argv[0] === 'exec' || /^\w+=/.test(argv[0]!))) argv.shift();
  const path = toFile < 0 ? undefined : raw[toFile]!.replace(/^[0-9]?>>?/, '') || raw[toFile + 1];
  if (path !== undefined && !path.startsWith('&')) run.files.push({ atMs: run.atMs, path, exists: true });
  const [program = '', ...args] = argv;
  const name = program.slice(program.lastIndexOf('/') + 1);
  run.status = 0;
  switch (name) {
    case 'sleep':
      sleep(run, args);
      return;
    case 'echo':
    case 'printf':
      if (path === undefined && run.output.length < outputLimit) {
        run.output.push({ atMs: run.atMs, text: args.filter((word) => !/^-[ne]+$/.test(word)).join(' ') });
      }
      return;
    case 'date':
      if (path === undefined && run.output.length < outputLimit) run.output.push({ atMs: run.atMs, text: '' });
      return;
    case 'exit':
      run.status = Number(args[0] ?? 0) & 255;
      run.ended = 'exit';
      return;
    case 'false':
      run.status = 1;
      return;
    case 'touch':
    case 'rm':
      for (const file of args.filter((word) => !word.startsWith('-'))) {
        run.files.push({ atMs: run.atMs, path: file, exists: name === 'touch' });
      }
      return;
    case 'trap':
      run.trapsTerm = true;
      return;
    case 'cat':
    case 'ls':
    case 'test':
    case '[':
      run.status = args.some((word) => missing(run, word)) ? 1 : 0;
      return;
    case 'tail':
      if (args.some((word) => /^-[a-zA-Z]*[fF]/.test(word))) run.ended = 'forever';
      return;
    case 'sh':
    case 'bash':
    case 'ash': {
      const flag = args.indexOf('-c');
      if (flag >= 0) runList(run, words(args[flag + 1] ?? ''));
      return;
    }
    case 'httpd':
    case 'nginx':
      run.server = true;
      run.ended = 'forever';
      return;
    case 'true':
    case ':':
    case 'set':
    case 'cd':
    case 'mkdir':
    case 'export':
    case 'env':
    case 'hostname':
    case 'uname':
    case 'wget':
    case 'curl':
    case 'nslookup':
    case '':
      return;
    default:
      run.understood = false;
  }
}

/** Whether a file was removed before by this script. */
function missing(run: Run, path: string): boolean {
  return run.files.findLast((change) => change.path === path)?.exists === false;
}

const unitMs: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function sleep(run: Run, args: readonly string[]): void {
  for (const arg of args) {
    if (/^inf(inity)?$/.test(arg)) {
      run.ended = 'forever';
      return;
    }
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(arg);
    if (match === null) {
      run.output.push({ atMs: run.atMs, text: `sleep: invalid number '${arg}'` });
      run.status = 1;
      return;
    }
    run.atMs += Number(match[1]) * unitMs[match[2]!]!;
  }
}
