import { quoteWord } from '../expansion/quote-word.ts';
import type { Program } from '../program.ts';
import { readAll } from './open-inputs.ts';
import { parseOptions } from './parse-options.ts';

export const xargs: Program = async (io) => {
  const long = {
    null: '0',
    'max-args': 'n',
    'no-run-if-empty': 'r',
    replace: 'I',
    verbose: 't',
    delimiter: 'd',
    'max-procs': 'P',
  };
  const options = parseOptions(io.args, '0rtx', 'nIdPLs', long, true);
  const command = options.rest.length === 0 ? ['echo'] : options.rest;
  const text = await readAll(io.stdin);
  const placeholder = options.values.get('I');
  let items: string[];
  if (options.has('0')) items = text.split('\0').filter((item, index, all) => item !== '' || index < all.length - 1);
  else if (options.has('d')) items = text.replace(/\n$/, '').split(options.values.get('d')!.replace('\\n', '\n'));
  else if (placeholder !== undefined || options.has('L'))
    items = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  else items = words(text);
  if (items.length === 0 && (options.has('r') || placeholder !== undefined)) return 0;
  const size =
    placeholder !== undefined
      ? 1
      : Number(options.values.get('n') ?? options.values.get('L') ?? Math.max(1, items.length));
  let status = 0;
  for (let at = 0; at === 0 || at < items.length; at += size) {
    const batch = items.slice(at, at + size);
    const line =
      placeholder !== undefined
        ? command.map((word) => word.replaceAll(placeholder, () => batch[0]!))
        : [...command, ...batch];
    if (options.has('t')) await io.stderr.write(`${line.join(' ')}\n`);
    const empty = { read: async () => undefined };
    const ended = await io.run(['command', ...line].map(quoteWord).join(' '), { stdin: empty });
    if (ended === 255) return 124;
    if (ended === 127) return 127;
    if (ended !== 0) status = 123;
  }
  return status;
};

/** Words separated by white space, with quotes and backslashes as xargs reads them. */
function words(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/(?:"([^"\n]*)"|'([^'\n]*)'|\\([\s\S])|[^\s"'\\])+/g)) {
    found.push(
      match[0].replace(
        /"([^"\n]*)"|'([^'\n]*)'|\\([\s\S])/g,
        (_, double, single, escaped) => double ?? single ?? escaped,
      ),
    );
  }
  return found;
}
