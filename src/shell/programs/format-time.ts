const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY_MS = 86_400_000;

/** Formats a time in UTC as `date +FORMAT` does. */
export function formatTime(format: string, ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) throw new Error('time out of range');
  const two = (value: number) => String(value).padStart(2, '0');
  const yearDay = Math.floor((ms - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
  const hour12 = date.getUTCHours() % 12 || 12;
  const part = (letter: string): string => {
    switch (letter) {
      case 'Y':
        return String(date.getUTCFullYear());
      case 'C':
        return two(Math.floor(date.getUTCFullYear() / 100));
      case 'y':
        return two(date.getUTCFullYear() % 100);
      case 'm':
        return two(date.getUTCMonth() + 1);
      case 'd':
        return two(date.getUTCDate());
      case 'e':
        return String(date.getUTCDate()).padStart(2);
      case 'H':
        return two(date.getUTCHours());
      case 'k':
        return String(date.getUTCHours()).padStart(2);
      case 'I':
        return two(hour12);
      case 'M':
        return two(date.getUTCMinutes());
      case 'S':
        return two(date.getUTCSeconds());
      case 'N':
        return `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`;
      case 's':
        return String(Math.floor(ms / 1000));
      case 'p':
        return date.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'a':
        return DAYS[date.getUTCDay()]!.slice(0, 3);
      case 'A':
        return DAYS[date.getUTCDay()]!;
      case 'b':
      case 'h':
        return MONTHS[date.getUTCMonth()]!.slice(0, 3);
      case 'B':
        return MONTHS[date.getUTCMonth()]!;
      case 'j':
        return String(yearDay).padStart(3, '0');
      case 'u':
        return String(date.getUTCDay() || 7);
      case 'w':
        return String(date.getUTCDay());
      case 'Z':
        return 'UTC';
      case 'z':
        return '+0000';
      case 'F':
        return formatTime('%Y-%m-%d', ms);
      case 'T':
      case 'X':
        return formatTime('%H:%M:%S', ms);
      case 'R':
        return formatTime('%H:%M', ms);
      case 'D':
      case 'x':
        return formatTime('%m/%d/%y', ms);
      case 'r':
        return formatTime('%I:%M:%S %p', ms);
      case 'c':
        return formatTime('%a %b %e %H:%M:%S %Y', ms);
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case '%':
        return '%';
      default:
        return `%${letter}`;
    }
  };
  return format.replace(/%:z/g, '+00:00').replace(/%(-?)(\d?)([A-Za-z%])/g, (_, minus, width, letter) => {
    const text = part(letter);
    if (minus === '-') return text.replace(/^[0 ]+(?=.)/, '');
    return letter === 'N' && width !== '' ? text.slice(0, Number(width)) : text;
  });
}
