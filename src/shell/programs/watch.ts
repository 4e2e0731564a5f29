import { quoteWord } from '../expansion/quote-word.ts';
import type { Program } from '../program.ts';
import { createCollector } from '../streams/collect.ts';
import { formatTime } from './format-time.ts';
import { parseOptions } from './parse-options.ts';

/** Runs a command again and again, and shows its first screen each time. */
export const watch: Program = async (io) => {
  const options = parseOptions(
    io.args,
    'dtegcx',
    'n',
    { interval: 'n', differences: 'd', chgexit: 'g', errexit: 'e', 'no-title': 't' },
    true,
  );
  const seconds = Math.max(0.1, Number(options.values.get('n') ?? 2));
  if (options.rest.length === 0) {
    await io.stderr.write('Usage:\n watch [options] command\n');
    return 1;
  }
  const command =
    options.rest.length === 1
      ? options.rest[0]!
      : options.rest.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoteWord(word))).join(' ');
  if (io.stdout.isTerminal) await io.stdout.write('\x1b[?1049h');
  const leave = async (status: number) => {
    if (io.stdout.isTerminal) await io.stdout.write('\x1b[?1049l');
    return status;
  };
  let before: readonly string[] | undefined;
  for (;;) {
    const { columns, rows } = io.terminal ?? { columns: 80, rows: 24 };
    const collector = createCollector();
    const status = await io.run(command, { stdout: collector.output, stderr: collector.output });
    const host = io.env.get('HOSTNAME') ?? 'localhost';
    const left = `Every ${seconds.toFixed(1)}s: ${options.rest.join(' ')}`;
    const right = `${host}: ${formatTime('%a %b %e %H:%M:%S %Y', io.clock.now())}`;
    const room = columns - right.length - 1;
    const title = options.has('t')
      ? ''
      : `${(left.length > room ? `${left.slice(0, Math.max(0, room - 3))}...` : left).padEnd(room)} ${right}\n\n`;
    const lines = collector
      .text()
      .split('\n')
      .map((line) => line.slice(0, columns));
    const shown = options.has('d') && before !== undefined ? markChanges(before, lines) : lines;
    const changed = before !== undefined && lines.join('\n') !== before.join('\n');
    before = lines;
    const text = (title + shown.join('\n')).split('\n').slice(0, rows).join('\n');
    await io.stdout.write(io.stdout.isTerminal ? `\x1b[H\x1b[2J${text.replaceAll('\n', '\r\n')}` : `${text}\n`);
    if (options.has('e') && status !== 0) return leave(8);
    if (options.has('g') && changed) return leave(0);
    await io.clock.sleep(seconds * 1000, io.signal);
  }
};

/** Shows in reverse what differs from the time before. */
function markChanges(before: readonly string[], lines: readonly string[]): string[] {
  return lines.map((line, row) => {
    const old = before[row] ?? '';
    let text = '';
    for (let at = 0; at < line.length; at++) text += line[at] === old[at] ? line[at] : `\x1b[7m${line[at]}\x1b[27m`;
    return text;
  });
}
