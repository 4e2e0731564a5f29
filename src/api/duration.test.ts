import { expect, test } from 'vitest';
import { formatDuration, humanDuration, parseDuration } from './duration.ts';

const s = 1000;
const m = 60 * s;
const h = 60 * m;
const d = 24 * h;
const y = 365 * d;

// The cases of apimachinery util/duration, at the edges of each unit.
test.each([
  [-2 * s, '<invalid>'],
  [-1999, '0s'],
  [0, '0s'],
  [s - 1, '0s'],
  [70 * s, '70s'],
  [2 * m - 1, '119s'],
  [2 * m, '2m'],
  [2 * m + s, '2m1s'],
  [190 * s, '3m10s'],
  [10 * m - 1, '9m59s'],
  [10 * m + s, '10m'],
  [70 * m, '70m'],
  [3 * h - 1, '179m'],
  [3 * h, '3h'],
  [3 * h + m, '3h1m'],
  [8 * h - 1, '7h59m'],
  [8 * h + 59 * m, '8h'],
  [2 * d - 1, '47h'],
  [2 * d, '2d'],
  [2 * d + h, '2d1h'],
  [8 * d - 1, '7d23h'],
  [8 * d + 23 * h, '8d'],
  [367 * d, '367d'],
  [2 * y - 1, '729d'],
  [2 * y + 23 * h + 59 * m, '2y'],
  [2 * y + d, '2y1d'],
  [3 * y, '3y'],
  [8 * y - 1, '7y364d'],
  [8 * y + 364 * d, '8y'],
])('humanDuration(%d) is %s', (ms, text) => {
  expect(humanDuration(ms)).toBe(text);
});

// The cases of Go's time.ParseDuration and Duration.String.
test.each([
  ['0', 0, '0s'],
  ['5s', 5 * s, '5s'],
  ['-5s', -5 * s, '-5s'],
  ['+5s', 5 * s, '5s'],
  ['5.6s', 5600, '5.6s'],
  ['.5s', 500, '500ms'],
  ['5.s', 5 * s, '5s'],
  ['1h15m30.918273645s', h + 15 * m + 30918.273645, '1h15m30.918273645s'],
  ['3h30m', 3 * h + 30 * m, '3h30m0s'],
  ['-2m3.4s', -(2 * m + 3400), '-2m3.4s'],
  ['12µs', 0.012, '12µs'],
  ['39h9m14.425s', 39 * h + 9 * m + 14425, '39h9m14.425s'],
])('%s', (text, ms, written) => {
  const parsed = parseDuration(text);
  expect(parsed).toBeCloseTo(ms, 6);
  expect(formatDuration(Number(parsed))).toBe(written);
});

test.each([
  ['', 'time: invalid duration ""'],
  ['3', 'time: missing unit in duration "3"'],
  ['-', 'time: invalid duration "-"'],
  ['s', 'time: invalid duration "s"'],
  ['.', 'time: invalid duration "."'],
  ['-.s', 'time: invalid duration "-.s"'],
  ['3000000h', 'time: invalid duration "3000000h"'],
  ['1d', 'time: unknown unit "d" in duration "1d"'],
  ['5 s', 'time: unknown unit " s" in duration "5 s"'],
])('%j is refused', (text, error) => {
  expect(parseDuration(text)).toEqual({ error });
});
