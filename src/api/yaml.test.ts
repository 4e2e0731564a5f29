import { expect, test } from 'vitest';
import { parseJson, parseYamlDocuments, writeYaml } from './yaml.ts';

const read = (text: string) => parseYamlDocuments(text).map((document) => document.error?.message ?? document.value);

test.each([
  [
    'a: yes\nb: 0644\nc: 1:30\nd: 2024-01-01\ne: "1"\nf: ~\n',
    { a: true, b: 420, c: '1:30', d: '2024-01-01', e: '1', f: null },
  ],
  ['a: b: c\n', 'error converting YAML to JSON: yaml: mapping values are not allowed in this context'],
  ['x: 1\na: [1,2\nb: 3\n', "error converting YAML to JSON: yaml: line 2: did not find expected ',' or ']'"],
  [
    'k: x\nm:\n  name: bad\n x: y\n'.replace('m:', 'kind: DaemonSet'),
    'error converting YAML to JSON: yaml: line 3: mapping values are not allowed in this context',
  ],
  ['a: "x\n', 'error converting YAML to JSON: yaml: line 2: found unexpected end of stream'],
  ['a: *x\n', "error converting YAML to JSON: yaml: unknown anchor 'x' referenced"],
  ['{"a": 1,}\n', "json: offset 9: invalid character '}' looking for beginning of object key string"],
  ['__proto__: {x: 1}\n', 'error converting YAML to JSON: yaml: not simulated in Drydock: the key "__proto__"'],
])('%j', (text, expected) => {
  expect(read(text)).toEqual([expected]);
});

test('documents are split, empty ones left out, repeated keys noticed', () => {
  expect(read('---\na: 1\n---\n# nothing\n---\nb: &x {c: 1}\nd: *x\n')).toEqual([
    { a: 1 },
    { b: { c: 1 }, d: { c: 1 } },
  ]);
  expect(parseYamlDocuments('a: 1\na: 2\n')[0]).toMatchObject({
    value: { a: 2 },
    duplicates: ['line 2: key "a" already set in map'],
  });
});

test('a bomb of aliases is refused', () => {
  const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]'];
  for (let level = 1; level < 9; level++)
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(',')}]`,
    );
  expect(read(lines.join('\n'))).toEqual(['error converting YAML to JSON: yaml: document contains excessive aliasing']);
});

test('writes as kubectl does', () => {
  const object = {
    b: [{ x: 'yes', w: '' }, [1, 'a: b']],
    a: { text: 'one\ntwo\n', time: '2024-01-01T00:00:00Z' },
    e: {},
    l: [],
    dash: '-',
    n: 'a10',
    a10: 1,
    a2: 2,
  };
  expect(writeYaml(object)).toBe(
    'a:\n  text: |\n    one\n    two\n  time: "2024-01-01T00:00:00Z"\na2: 2\na10: 1\nb:\n- w: ""\n  x: "yes"\n- - 1\n  - \'a: b\'\ndash: \'-\'\ne: {}\nl: []\n"n": a10\n',
  );
  expect(read(writeYaml(object))).toEqual([object]);
});

test.each([
  ['{"spec":', 'unexpected end of JSON input'],
  ['x', "invalid character 'x' looking for beginning of value"],
  ['{} y', "invalid character 'y' after top-level value"],
])('parseJson %s', (text, error) => {
  expect(parseJson(text)).toMatchObject({ error });
});
