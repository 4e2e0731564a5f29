import type { Shell } from './shell.ts';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number, fill = '0'): string => String(value).padStart(2, fill);

/** `date`, with `+FORMAT` and `-u`, `-I`; the container's time zone is UTC. */
export function date(shell: Shell, args: readonly string[]): number {
  const time = new Date(shell.around.startAt + (Number.isFinite(shell.atMs) ? shell.atMs : 0));
  const wish = args.find((arg) => arg.startsWith('+'))?.slice(1);
  const format = wish ?? (args.some((arg) => arg.startsWith('-I')) ? '%Y-%m-%d' : '%a %b %e %H:%M:%S UTC %Y');
  const text = format.replace(/%([a-zA-Z%])/g, (all, letter: string) => field(time, letter) ?? all);
  shell.out(`${text}\n`);
  return 0;
}

function field(time: Date, letter: string): string | undefined {
  switch (letter) {
    case 'a':
      return days[time.getUTCDay()];
    case 'b':
      return months[time.getUTCMonth()];
    case 'd':
      return two(time.getUTCDate());
    case 'e':
      return two(time.getUTCDate(), ' ');
    case 'm':
      return two(time.getUTCMonth() + 1);
    case 'Y':
      return String(time.getUTCFullYear());
    case 'y':
      return two(time.getUTCFullYear() % 100);
    case 'H':
      return two(time.getUTCHours());
    case 'M':
      return two(time.getUTCMinutes());
    case 'S':
      return two(time.getUTCSeconds());
    case 's':
      return String(Math.floor(time.getTime() / 1000));
    case 'N':
      return `${String(time.getUTCMilliseconds()).padStart(3, '0')}000000`;
    case 'F':
      return time.toISOString().slice(0, 10);
    case 'T':
      return time.toISOString().slice(11, 19);
    case 'Z':
      return 'UTC';
    case 'z':
      return '+0000';
    case '%':
      return '%';
    default:
      return undefined;
  }
}
