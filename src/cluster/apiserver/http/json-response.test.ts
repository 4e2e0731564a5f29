import { expect, it } from 'vitest';
import { jsonResponse } from './json-response.ts';

it('tells each warning once, and cuts what is too much', () => {
  const warning = (texts: readonly string[]) => jsonResponse({}, 200, texts).headers.warning?.split(', 299').length;
  expect(jsonResponse({}, 200, ['a "b" \\', 'a "b" \\']).headers.warning).toBe('299 - "a \\"b\\" \\\\"');
  expect(warning(Array.from({ length: 30 }, (_, i) => `${i}`))).toBe(30);
  const long = Array.from({ length: 30 }, (_, i) => `${i}`.padEnd(1000, 'x'));
  expect(warning(long)).toBe(16);
  expect(jsonResponse({}, 200, long).headers.warning).toHaveLength(16 * (256 + 8) + 15 * 2);
});
