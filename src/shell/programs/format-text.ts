import { decodeEscapes } from '../expansion/ansi-escapes.ts';
import { quoteBackslash } from '../expansion/quote-word.ts';
import { formatTime } from './format-time.ts';

const DIRECTIVE = /%(?:%|\(([^)]*)\)T|([-+ 0#']*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlLjzt]*([a-zA-Z])?)/g;
const WIDTH_LIMIT = 1_000_000;

/** Formats as `printf` does: the format is used again until all arguments are taken. */
export function formatText(
  format: string,
  values: readonly string[],
  nowMs: number,
): { readonly text: string; readonly mistakes: readonly string[] } {
  const mistakes: string[] = [];
  const left = [...values];
  let text = '';
  let stopped = false;

  function number(value: string | undefined): number {
    if (value === undefined || value === '') return 0;
    if (/^["']/.test(value)) return value.codePointAt(1) ?? 0;
    const trimmed = value.trim();
    if (/^[+-]?0[0-7]+$/.test(trimmed)) return Number.parseInt(trimmed, 8);
    const parsed = Number(trimmed);
    if (trimmed !== '' && !Number.isNaN(parsed)) return parsed;
    mistakes.push(`${value}: invalid number`);
    return Number.parseFloat(trimmed) || 0;
  }

  do {
    const before = left.length;
    let last = 0;
    for (const match of format.matchAll(DIRECTIVE)) {
      text += literal(format.slice(last, match.index));
      if (stopped) break;
      last = match.index + match[0].length;
      if (match[0] === '%%') text += '%';
      else if (match[1] !== undefined) {
        const seconds = left.length === 0 ? -1 : number(left.shift());
        text += formatTime(match[1] || '%X', seconds < 0 ? nowMs : seconds * 1000);
      } else text += directive(match);
      if (stopped) break;
    }
    if (!stopped) text += literal(format.slice(last));
    if (left.length === before) break;
  } while (left.length > 0 && !stopped);
  return { text, mistakes };

  function literal(piece: string): string {
    const decoded = decodeEscapes(piece, 'plain');
    if (decoded.stopped) stopped = true;
    return decoded.text;
  }

  function directive(match: RegExpExecArray): string {
    let flags = match[2] ?? '';
    const size = (value: string | undefined) =>
      Math.min(WIDTH_LIMIT, value === '*' ? number(left.shift()) : Number(value));
    let width = match[3] === undefined ? 0 : size(match[3]);
    if (width < 0) {
      flags += '-';
      width = -width;
    }
    const hasPrecision = /\./.test(match[0]);
    const precision = hasPrecision ? (match[4] === undefined ? 0 : size(match[4])) : undefined;
    const letter = match[5];
    if (letter === undefined) {
      mistakes.push(`\`${match[0].slice(-1)}': missing format character`);
      return '';
    }
    const pad = (value: string, zeros: boolean) => {
      if (flags.includes('-')) return value.padEnd(width);
      if (!zeros || !flags.includes('0')) return value.padStart(width);
      const sign = /^[+-]/.exec(value)?.[0] ?? '';
      return sign + value.slice(sign.length).padStart(width - sign.length, '0');
    };
    const signed = (value: string) =>
      value[0] === '-' ? value : flags.includes('+') ? `+${value}` : flags.includes(' ') ? ` ${value}` : value;
    switch (letter) {
      case 's':
        return pad([...(left.shift() ?? '')].slice(0, precision).join(''), false);
      case 'b': {
        const decoded = decodeEscapes(left.shift() ?? '');
        if (decoded.stopped) stopped = true;
        return pad(decoded.text.slice(0, precision), false);
      }
      case 'q':
        return pad(quoteBackslash(left.shift() ?? ''), false);
      case 'c':
        return pad((left.shift() ?? '').slice(0, 1), false);
      case 'd':
      case 'i':
        return pad(signed(digits(Math.trunc(number(left.shift())).toString(), precision)), precision === undefined);
      case 'u':
        return pad(digits(BigInt.asUintN(64, BigInt(Math.trunc(number(left.shift())))).toString(), precision), true);
      case 'o':
      case 'x':
      case 'X': {
        const value = BigInt.asUintN(64, BigInt(Math.trunc(number(left.shift()))));
        const shown =
          (flags.includes('#') ? (letter === 'o' ? '0' : '0x') : '') +
          digits(value.toString(letter === 'o' ? 8 : 16), precision);
        return pad(letter === 'X' ? shown.toUpperCase() : shown, true);
      }
      case 'f':
      case 'F':
        return pad(signed(number(left.shift()).toFixed(Math.min(100, precision ?? 6))), true);
      case 'e':
      case 'E': {
        const shown = number(left.shift())
          .toExponential(Math.min(100, precision ?? 6))
          .replace(/e([+-])(\d)$/, 'e$10$2');
        return pad(signed(letter === 'E' ? shown.toUpperCase() : shown), true);
      }
      case 'g':
      case 'G':
        return pad(
          signed(String(Number(number(left.shift()).toPrecision(Math.max(1, Math.min(100, precision ?? 6)))))),
          true,
        );
      default:
        mistakes.push(`\`${letter}': invalid format character`);
        return '';
    }
  }
}

function digits(value: string, precision: number | undefined): string {
  const sign = value.startsWith('-') ? '-' : '';
  return sign + value.slice(sign.length).padStart(precision ?? 0, '0');
}
