import { expect, test } from 'vitest';
import { parseJsonPath, printJsonPath, relaxedJsonPath } from './json-path.ts';

const data = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { 'x.io/y': '1' } }, status: { cpu: 4, ready: true } },
    { metadata: { name: 'b' }, status: { cpu: 8 } },
  ],
};

function print(template: string, allowMissingKeys = false): string {
  const path = parseJsonPath(template);
  if ('error' in path) return `parse: ${path.error}`;
  const printed = printJsonPath(path, data, { allowMissingKeys });
  return typeof printed === 'string' ? printed : printed.error;
}

test.each([
  ['hello {.kind}', 'hello List'],
  ['{.items[*].metadata.name}', 'a b'],
  ['{range .items[*]}{.metadata.name}{"\\t"}{.status.cpu}{"\\n"}{end}', 'a\t4\nb\t8\n'],
  ['{range .items[?(@.status.cpu>9)]}{.metadata.name}{end}done', 'metadata is not found'],
  ['{.items[?(@.status.cpu>4)].metadata.name}', 'b'],
  ['{.items[?(@.metadata.name=="a")].status.cpu}', '4'],
  ['{.items[?(@.status.ready)].metadata.name}', 'a'],
  ['{.items[0].metadata.labels.x\\.io/y}', '1'],
  ["{.items[0].metadata.labels['x\\.io/y']}", '1'],
  ['{.items[-1].metadata.name}', 'b'],
  ['{.items[0:2:2].metadata.name}', 'a'],
  ["{.items[*]['metadata.name', 'status.cpu']}", 'a b 4 8'],
  ['{..name}', 'a b'],
  ['{.items[0].status}', '{"cpu":4,"ready":true}'],
  ['{.nope}', 'nope is not found'],
  ['{.items[5]}', 'array index out of bounds: index 5, length 2'],
  ['{.items[0}', 'parse: unterminated array'],
  ['{.items', 'parse: unclosed action'],
  ['{.items[?(@.a=="x]}', 'parse: unterminated filter'],
  ['{end}', 'not in range, nothing to end'],
  ['{foo}', 'unrecognized identifier foo'],
])('%s', (template, expected) => {
  expect(print(template)).toBe(expected);
});

test('missing keys may be allowed', () => {
  expect(print('{.nope.more}', true)).toBe('');
});

test('relaxed expressions', () => {
  expect(['a.b', '.a.b', '{a.b}', '{.a.b}'].map(relaxedJsonPath)).toEqual(Array(4).fill('{.a.b}'));
});
