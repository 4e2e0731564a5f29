import type { JournalEntry } from '../../cluster/kubelet/machine-journal.ts';
import type { Program } from '../../shell/program.ts';
import { type HostContext, isMachine } from '../host-context.ts';
import { journalLine, journalOf } from '../journal-of.ts';

const POLL_MS = 500;

interface Wish {
  readonly units: string[];
  lines: number | undefined;
  follow: boolean;
  reverse: boolean;
  since: number | undefined;
  until: number | undefined;
  output: string;
  pattern: RegExp | undefined;
}

/** `journalctl [-u UNIT] [-f] [-n N] [--since WHEN] ...` over what the services of a machine logged. */
export const journalctl =
  (here: HostContext): Program =>
  async (io) => {
    const wish: Wish = {
      units: [],
      lines: undefined,
      follow: false,
      reverse: false,
      since: undefined,
      until: undefined,
      output: 'short',
      pattern: undefined,
    };
    const problem = parse(io.args, wish, io.clock.now());
    if (problem !== undefined) {
      await io.stderr.write(`${problem}\n`);
      return 1;
    }
    const read = () => (isMachine(here) ? journalOf(here.hosts, here.node).filter((entry) => wanted(entry, wish)) : []);
    const show = (entries: readonly JournalEntry[]) =>
      entries.map((entry) => `${wish.output === 'cat' ? entry.text : journalLine(entry, here.node)}\n`).join('');
    const all = read();
    const limit = wish.lines ?? (wish.follow ? 10 : undefined);
    let shown = limit === undefined ? all : all.slice(Math.max(0, all.length - limit));
    if (wish.reverse) shown = [...shown].reverse();
    if (shown.length === 0 && !wish.follow) await io.stdout.write('-- No entries --\n');
    else await io.stdout.write(show(shown));
    let last = all.at(-1)?.at ?? 0;
    let count = all.filter(({ at }) => at === last).length;
    while (wish.follow) {
      await io.clock.sleep(POLL_MS, io.signal);
      const fresh = read().filter(({ at }) => at >= last);
      const news = fresh.filter(({ at }, index) => at > last || index >= count);
      if (news.length === 0) continue;
      await io.stdout.write(show(news));
      last = news.at(-1)!.at;
      count = fresh.filter(({ at }) => at === last).length;
    }
    return 0;
  };

function wanted(entry: JournalEntry, { units, since, until, pattern }: Wish): boolean {
  if (units.length > 0 && !units.includes(entry.unit)) return false;
  if (since !== undefined && entry.at < since) return false;
  if (until !== undefined && entry.at > until) return false;
  return pattern === undefined || pattern.test(entry.text);
}

/** Fills in what the arguments ask for; returns what is wrong with them. */
function parse(args: readonly string[], wish: Wish, now: number): string | undefined {
  const rest = [...args];
  const argument = (word: string, inline: string | undefined): string => inline ?? rest.shift() ?? word;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const long = /^(--[a-z-]+)(?:=(.*))?$/.exec(word);
    const short = /^-([a-zA-Z])(.*)$/.exec(word);
    const name = long?.[1] ?? (short === null ? word : `-${short[1]}`);
    const inline = long === null ? short?.[2] || undefined : long[2];
    switch (name) {
      case '-u':
      case '--unit':
        wish.units.push(argument(word, inline).replace(/\.service$/, ''));
        break;
      case '-t':
      case '--identifier':
        wish.units.push(argument(word, inline));
        break;
      case '-n':
      case '--lines': {
        const text = inline ?? (/^\d+$|^all$/.test(rest[0] ?? '') ? rest.shift()! : '10');
        wish.lines = text === 'all' ? undefined : Number(text);
        break;
      }
      case '-S':
      case '--since':
      case '-U':
      case '--until': {
        const text = argument(word, inline);
        const at = timeOf(text, now);
        if (at === undefined) return `Failed to parse timestamp: ${text}`;
        if (name === '-S' || name === '--since') wish.since = at;
        else wish.until = at;
        break;
      }
      case '-o':
      case '--output':
        wish.output = argument(word, inline);
        if (!['short', 'short-full', 'short-iso', 'cat'].includes(wish.output)) {
          return `journalctl: not simulated in Drydock: -o ${wish.output}`;
        }
        break;
      case '-p':
      case '--priority':
        argument(word, inline);
        break;
      case '-b':
      case '--boot':
        if (/^-?\d+$/.test(rest[0] ?? '')) rest.shift();
        break;
      case '-f':
      case '-e':
      case '-r':
      case '-x':
      case '-l':
      case '-q':
      case '-a':
      case '-k': {
        const letters = (short?.[0] ?? name).slice(1);
        if (letters.includes('f')) wish.follow = true;
        if (letters.includes('r')) wish.reverse = true;
        if (letters.includes('e')) wish.lines ??= 1000;
        if (letters.includes('k')) wish.units.push('kernel');
        const unit = letters.indexOf('u');
        if (unit !== -1) wish.units.push((letters.slice(unit + 1) || rest.shift() || '').replace(/\.service$/, ''));
        break;
      }
      case '--follow':
        wish.follow = true;
        break;
      case '--reverse':
        wish.reverse = true;
        break;
      case '--pager-end':
      case '--no-pager':
      case '--full':
      case '--no-full':
      case '--no-hostname':
      case '--catalog':
      case '--quiet':
      case '--all':
      case '--utc':
        break;
      default:
        if (word.startsWith('-')) {
          return long === null
            ? `journalctl: invalid option -- '${word[1]}'`
            : `journalctl: unrecognized option '${word}'`;
        }
        wish.units.push(word.replace(/^_SYSTEMD_UNIT=/, '').replace(/\.service$/, ''));
    }
  }
  return undefined;
}

/** `5 minutes ago`, `-1h`, `today`, `2026-11-24 10:00`, `10:00`. */
function timeOf(text: string, now: number): number | undefined {
  const back = /^-?(\d+) ?(s|sec|second|m|min|minute|h|hr|hour|d|day)s?( ago)?$/.exec(text.trim());
  if (back !== null && (text.startsWith('-') || back[3] !== undefined)) {
    const unit = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[back[2]![0] as 's' | 'm' | 'h' | 'd'];
    return now - Number(back[1]) * unit;
  }
  const day = Math.floor(now / 86_400_000) * 86_400_000;
  if (text === 'now') return now;
  if (text === 'today') return day;
  if (text === 'yesterday') return day - 86_400_000;
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (clock !== null)
    return day + Number(clock[1]) * 3_600_000 + Number(clock[2]) * 60_000 + Number(clock[3] ?? 0) * 1000;
  const full = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?(?: UTC)?$/.exec(text);
  if (full === null) return undefined;
  const time = full[2] ?? '00:00:00';
  const at = Date.parse(`${full[1]}T${time.length === 5 ? `${time}:00` : time}Z`);
  return Number.isNaN(at) ? undefined : at;
}
