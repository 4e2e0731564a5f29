import { parseAllDocuments, stringify } from 'yaml';
import type { Program, ProgramIo } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';
import { openInput, readAll, readFile } from './open-inputs.ts';

/** Runs jq with these arguments over this input. */
export type RunJq = (
  io: ProgramIo,
  args: readonly string[],
  stdin: string,
) => Promise<{ readonly stdout: string; readonly stderr: string; readonly exitCode: number }>;

interface Wish {
  readonly expression: string;
  readonly files: readonly string[];
  readonly json: boolean;
  readonly inPlace: boolean;
  readonly noInput: boolean;
  readonly indent: number;
  readonly statusOfResult: boolean;
  readonly separators: boolean;
}

/**
 * mikefarah's yq (version 4) for the part of its language that is jq's: paths, `select`, `map`, `|=`, `del`, `length`,
 * `strenv` ... Unlike yq it keeps neither comments nor the style of what it reads, and has no `...` or anchors; an
 * assignment makes only the last part of a path that is not there.
 */
export function createYq(runJq: RunJq): Program {
  return async (io) => {
    const wish = readWish(io);
    if (typeof wish === 'string') {
      await io.stderr.write(`Error: ${wish}\n`);
      return 1;
    }
    const files = wish.files.length === 0 ? ['-'] : wish.files;
    let status = 0;
    let first = true;
    for (const name of wish.noInput ? [undefined] : files) {
      if (name !== undefined && name !== '-' && io.files.kind(resolvePath(io.cwd, name)) !== 'file') {
        await io.stderr.write(`Error: open ${name}: no such file or directory\n`);
        return 1;
      }
      const text = name === undefined ? 'null' : name === '-' ? await readAll(openInput(io, '-')) : readFile(io, name);
      const results: unknown[] = [];
      for (const document of parseAllDocuments(text, { maxAliasCount: 100 } as object)) {
        const [mistake] = document.errors;
        if (mistake !== undefined) {
          await io.stderr.write(`Error: bad file '${name ?? '-'}': yaml: ${mistake.message.split('\n')[0]}\n`);
          return 1;
        }
        const input = JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null);
        const answer = await runJq(io, ['-c', wish.expression], input);
        if (answer.exitCode !== 0) {
          await io.stderr.write(answer.stderr.replace(/^jq: (error[^:]*: )?/, 'Error: '));
          return 1;
        }
        for (const line of answer.stdout.split('\n')) if (line !== '') results.push(JSON.parse(line));
      }
      const written = results.map((one) => textOf(one, wish));
      const separator = wish.json || !wish.separators ? '' : '---\n';
      if (wish.inPlace && name !== undefined && name !== '-') {
        io.files.write(resolvePath(io.cwd, name), written.join(separator));
        continue;
      }
      for (const one of written) {
        await io.stdout.write(first || results.some(isScalar) ? one : `${separator}${one}`);
        first = false;
      }
      if (wish.statusOfResult && results.every((one) => one === null || one === false)) status = 1;
    }
    return status;
  };
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

function textOf(value: unknown, { json, indent }: Wish): string {
  if (json) return `${JSON.stringify(value, null, indent)}\n`;
  if (isScalar(value)) return `${String(value)}\n`;
  return stringify(value, { lineWidth: 0, indent: Math.max(1, indent), aliasDuplicateObjects: false });
}

/** Reads yq's flags; a string is what is wrong. */
function readWish(io: ProgramIo): Wish | string {
  const rest: string[] = [];
  let [json, inPlace, noInput, statusOfResult, separators, indent] = [false, false, false, false, true, 2];
  let given: string | undefined;
  const words = [...io.args];
  if (['e', 'eval'].includes(words[0] ?? '')) words.shift();
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [flag = '', inline] = /^--?[\w-]+=/.test(word)
      ? [word.split('=')[0], word.slice(word.indexOf('=') + 1)]
      : [word];
    const value = () => inline ?? words.shift() ?? '';
    if (!word.startsWith('-') || word === '-') rest.push(word);
    else if (flag === '-o' || flag === '--output-format' || /^-o./.test(word)) {
      const format = /^-o[a-z]/.test(word) ? word.slice(2) : value();
      if (!['json', 'j', 'yaml', 'y', 'auto', 'a'].includes(format)) return `not simulated in Drydock: -o ${format}`;
      json = format.startsWith('j');
    } else if (flag === '-j' || flag === '--tojson') json = true;
    else if (flag === '-p' || flag === '--input-format') value();
    else if (flag === '-I' || flag === '--indent') indent = Number(value());
    else if (/^-I\d+$/.test(flag)) indent = Number(flag.slice(2));
    else if (flag === '--expression') given = value();
    else if (flag === '-i' || flag === '--inplace') inPlace = true;
    else if (flag === '-n' || flag === '--null-input') noInput = true;
    else if (flag === '-e' || flag === '--exit-status') statusOfResult = true;
    else if (flag === '-N' || flag === '--no-doc') separators = false;
    else if (!['-r', '--unwrapScalar', '-P', '--prettyPrint', '-M', '-C', '--no-colors', '--colors'].includes(flag)) {
      return `unknown flag: ${flag}`;
    }
  }
  const isFile = (name: string) => name === '-' || io.files.kind(resolvePath(io.cwd, name)) === 'file';
  const expression = given ?? (rest.length > 0 && !isFile(rest[0]!) ? rest.shift()! : '.');
  const asJq = expression.replace(/\b(?:str)?env\((\w+)\)/g, '(env.$1)');
  return { expression: asJq, files: rest, json, inPlace, noInput, indent, statusOfResult, separators };
}
