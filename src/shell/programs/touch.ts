import type { Program, ProgramIo } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';
import { forEachFile } from './for-each-file.ts';
import { parseDate } from './parse-date.ts';
import { type ParsedOptions, parseOptions } from './parse-options.ts';

export const touch: Program = async (io) => {
  const options = parseOptions(io.args, 'acm', 'dtr', { date: 'd', reference: 'r', 'no-create': 'c' });
  if (options.rest.length === 0) throw new Error('missing file operand');
  const at = timeFor(io, options);
  return forEachFile(io, options.rest, "touch: cannot touch '%'", (path) => {
    if (io.files.kind(path) === undefined) {
      if (options.has('c')) return;
      io.files.write(path, '');
    }
    io.files.setModified(path, at);
  });
};

function timeFor(io: ProgramIo, options: ParsedOptions): number {
  const reference = options.values.get('r');
  if (reference !== undefined) {
    const info = io.files.info(resolvePath(io.cwd, reference));
    if (info === undefined) throw new Error(`failed to get attributes of '${reference}': No such file or directory`);
    return info.modifiedMs;
  }
  const stamp = options.values.get('t');
  if (stamp !== undefined) {
    const match = /^(\d{4}|\d{2})?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(stamp);
    if (match === null) throw new Error(`invalid date format '${stamp}'`);
    const year = match[1] ?? new Date(io.clock.now()).toISOString().slice(0, 4);
    const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 69 ? 2000 : 1900);
    const [month, day, hour, minute, second] = match.slice(2).map((part) => Number(part ?? 0));
    return Date.UTC(full, month! - 1, day, hour, minute, second);
  }
  const text = options.values.get('d');
  const parsed = text === undefined ? io.clock.now() : parseDate(text, io.clock.now());
  if (parsed === undefined) throw new Error(`invalid date format '${text}'`);
  return parsed;
}
