import { isAlias, isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { seedOf } from '../sim/random.ts';
import { type Pack, type PackError, packSchema, type Task, taskSchema } from './pack.ts';

/** A pack's files by path relative to its folder. */
export type Files = Readonly<Record<string, string>>;

export type LoadedPack = { readonly pack: Pack } | { readonly errors: readonly PackError[] };

const FILES_LIMIT = 1000;
const BYTES_LIMIT = 5_000_000;

/** Reads a pack from its files. Nothing of it runs; every mistake is returned with its place. */
export function loadPack(files: Files): LoadedPack {
  const paths = Object.keys(files);
  const bytes = paths.reduce((sum, path) => sum + files[path]!.length, 0);
  if (paths.length > FILES_LIMIT || bytes > BYTES_LIMIT) {
    return {
      errors: [{ file: 'pack.yaml', message: `the pack is too large: ${paths.length} files, ${bytes} characters` }],
    };
  }
  const errors: PackError[] = [];
  const pack = readYaml(files, 'pack.yaml', packSchema, errors);
  if (pack === undefined) return { errors };
  const repeated = pack.tasks.find((id, index) => pack.tasks.indexOf(id) !== index);
  if (repeated !== undefined) errors.push({ file: 'pack.yaml', message: `tasks: "${repeated}" is listed twice` });
  const tasks = pack.tasks.map((id) => loadTask(files, id, errors)).filter((task) => task !== undefined);
  if (errors.length > 0) return { errors };
  return {
    pack: {
      name: pack.name,
      title: pack.title,
      summary: pack.summary,
      passPercent: pack.passPercent ?? 66,
      tasks,
      digest: digestOf(files),
    },
  };
}

function loadTask(files: Files, id: string, errors: PackError[]): Task | undefined {
  const folder = `tasks/${id}/`;
  const file = `${folder}task.yaml`;
  const task = readYaml(files, file, taskSchema, errors);
  if (task === undefined) return undefined;
  const ids = task.checks.map((check) => check.id);
  const twice = ids.find((checkId, index) => ids.indexOf(checkId) !== index);
  if (twice !== undefined) errors.push({ file, message: `checks: the id "${twice}" is used twice` });
  for (const required of ['task.md', 'solution.sh']) {
    if (files[folder + required] === undefined)
      errors.push({ file: folder + required, message: 'the file is missing' });
  }
  const wrong = Object.entries(task.wrong ?? {}).map(([name, { why, fails }]) => {
    const path = `${folder}wrong/${name}.sh`;
    const script = own(files, path);
    if (script === undefined) errors.push({ file: path, message: `the wrong answer "${name}" has no script` });
    for (const check of fails) {
      if (!ids.includes(check)) errors.push({ file, message: `wrong.${name}.fails: there is no check "${check}"` });
    }
    return { name, why, script: script ?? '', fails };
  });
  const prefix = `${folder}files/`;
  return {
    id,
    title: task.title,
    minutes: task.minutes,
    text: own(files, `${folder}task.md`) ?? '',
    nodes: task.cluster?.nodes,
    bare: task.cluster?.bare ?? false,
    hints: task.hints ?? [],
    checks: task.checks,
    setup: own(files, `${folder}setup.sh`) ?? '',
    files: Object.fromEntries(
      Object.keys(files)
        .filter((path) => path.startsWith(prefix))
        .map((path) => [path.slice(prefix.length), files[path]!]),
    ),
    solution: own(files, `${folder}solution.sh`) ?? '',
    wrong,
  };
}

const own = (files: Files, path: string): string | undefined => (Object.hasOwn(files, path) ? files[path] : undefined);

function readYaml<T>(files: Files, file: string, schema: z.ZodType<T>, errors: PackError[]): T | undefined {
  const text = own(files, file);
  if (text === undefined) {
    errors.push({ file, message: 'the file is missing' });
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problem = document.errors[0];
  if (problem !== undefined) {
    errors.push({ file, line: lines.linePos(problem.pos[0]).line, message: problem.message });
    return undefined;
  }
  let aliased = false;
  visit(document, (_, part) => {
    if (isAlias(part)) aliased = true;
  });
  if (aliased) {
    errors.push({ file, message: 'aliases (*name) are not allowed in a pack' });
    return undefined;
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const at = nearest(document, issue.path);
    const line = at === undefined ? undefined : lines.linePos(at).line;
    const where = issue.path.join('.');
    errors.push({
      file,
      ...(line === undefined ? {} : { line }),
      message: where === '' ? issue.message : `${where}: ${issue.message}`,
    });
  }
  return undefined;
}

/** The offset of the innermost node on a path, since a missing field has no place of its own. */
function nearest(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const part = document.getIn(path.slice(0, depth), true);
    if (isNode(part) && part.range) return part.range[0];
  }
  return undefined;
}

/** A short fingerprint of all files: it tells packs apart, it does not protect against a forger. */
function digestOf(files: Files): string {
  let text = '';
  for (const path of Object.keys(files).sort()) text += `${path}\0${files[path]}\0`;
  const part = (label: number) => seedOf(label, text).toString(16).padStart(8, '0');
  return `${part(1)}${part(2)}`;
}
