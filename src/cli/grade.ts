import { readFileSync } from 'node:fs';
import { gradeSession, type PackGrade } from '../session/grade-session.ts';
import { readSessionFile } from '../session/session-file.ts';
import { hostTurn } from './host-turn.ts';
import { parseFlags } from './options.ts';
import { readPackFolder } from './pack-folder.ts';
import { UsageError } from './usage-error.ts';

const SESSION_LIMIT_BYTES = 50_000_000;

/** Replays a saved session and prints its grade; exit status 0 for a pass, 1 for less, 2 for files it cannot take. */
export async function runGrade(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseFlags({
    args: [...args],
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [folder, sessionPath, extra] = positionals;
  if (folder === undefined || sessionPath === undefined || extra !== undefined) {
    throw new UsageError('usage: drydock grade PACK SESSION [--json]');
  }
  const pack = readPackFolder(folder);
  const read = readSessionFile(readJson(sessionPath), pack);
  if ('refusal' in read) throw new UsageError(`${sessionPath}: ${read.refusal}`);
  const grade = await gradeSession(pack, read.file, hostTurn);
  process.stdout.write((values as { json?: boolean }).json ? `${JSON.stringify(grade, null, 2)}\n` : gradeText(grade));
  return grade.passed ? 0 : 1;
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  if (text.length > SESSION_LIMIT_BYTES) throw new UsageError(`${path}: the file is too large to be a session`);
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${path}: this is no Drydock session file: it is not JSON`);
  }
}

function gradeText(grade: PackGrade): string {
  const lines: string[] = [];
  for (const task of grade.tasks) {
    lines.push(`${task.task}  ${task.earned}/${task.points}${task.begun ? '' : '  (not begun)'}`);
    for (const check of task.checks) {
      lines.push(
        `  ${check.passed ? 'ok    ' : 'failed'} ${check.passed ? check.points : 0}/${check.points}  ${check.title}`,
      );
      if (!check.passed) lines.push(`           expected: ${check.expected}`, `           found:    ${check.found}`);
    }
  }
  lines.push(
    `${grade.pack}: ${grade.earned} of ${grade.points} points, ${grade.percent} %: ${grade.passed ? 'passed' : 'not passed'}`,
  );
  return `${lines.join('\n')}\n`;
}
