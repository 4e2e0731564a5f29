import { expect, it } from 'vitest';
import { wireJson } from './wire-json.ts';

it('escapes what Go escapes, and says the same', () => {
  const value = { '<a>': 'b & c', line: '\u2028', plain: '"é\\' };
  const text = wireJson(value);
  expect(text).toBe('{"\\u003ca\\u003e":"b \\u0026 c","line":"\\u2028","plain":"\\"é\\\\"}');
  expect(JSON.parse(text)).toEqual(value);
});
