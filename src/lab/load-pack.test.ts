import { describe, expect, it } from 'vitest';
import { loadPack } from './load-pack.ts';

const PACK = 'drydock: 1\nname: p\ntitle: P\nsummary: s\ntasks: [one]\n';
const TASK = `title: One
minutes: 5
checks:
- {id: a, title: A, points: 1, check: file, path: f, lines: [x]}
`;
const WHOLE = {
  'pack.yaml': PACK,
  'tasks/one/task.yaml': TASK,
  'tasks/one/task.md': 'Do it.',
  'tasks/one/solution.sh': 'echo x > f',
};

describe('loading a pack', () => {
  it('takes a whole one', () => {
    const loaded = loadPack(WHOLE);
    expect(loaded).toMatchObject({ pack: { name: 'p', passPercent: 66, tasks: [{ id: 'one', text: 'Do it.' }] } });
  });

  it('gives another digest for another content', () => {
    const digest = (files: Record<string, string>) => {
      const loaded = loadPack(files);
      return 'pack' in loaded ? loaded.pack.digest : '';
    };
    expect(digest(WHOLE)).not.toBe(digest({ ...WHOLE, 'tasks/one/task.md': 'Do it!' }));
  });

  const broken: readonly (readonly [
    string,
    Record<string, string>,
    { file: string; line?: number; message: RegExp },
  ])[] = [
    ['no pack.yaml', {}, { file: 'pack.yaml', message: /missing/ }],
    ['bad YAML', { ...WHOLE, 'pack.yaml': 'drydock: 1\nname: [p\n' }, { file: 'pack.yaml', line: 3, message: /flow/i }],
    [
      'unknown field',
      { ...WHOLE, 'tasks/one/task.yaml': `${TASK}colour: red\n` },
      { file: 'tasks/one/task.yaml', message: /colour/ },
    ],
    [
      'wrong type, with its line',
      { ...WHOLE, 'tasks/one/task.yaml': TASK.replace('minutes: 5', 'minutes: soon') },
      { file: 'tasks/one/task.yaml', line: 2, message: /minutes/ },
    ],
    [
      'missing solution',
      { ...WHOLE, 'tasks/one/solution.sh': undefined as never },
      { file: 'tasks/one/solution.sh', message: /missing/ },
    ],
    [
      'a task twice',
      { ...WHOLE, 'pack.yaml': PACK.replace('[one]', '[one, one]') },
      { file: 'pack.yaml', message: /twice/ },
    ],
    [
      'a task that is a prototype key',
      { ...WHOLE, 'pack.yaml': PACK.replace('[one]', '[constructor]') },
      { file: 'tasks/constructor/task.yaml', message: /missing/ },
    ],
    [
      'a wrong answer for no check',
      {
        ...WHOLE,
        'tasks/one/task.yaml': `${TASK}wrong: {w: {why: because, fails: [b]}}\n`,
        'tasks/one/wrong/w.sh': '',
      },
      { file: 'tasks/one/task.yaml', message: /no check "b"/ },
    ],
    ['aliases', { ...WHOLE, 'pack.yaml': `${PACK}x: &a [1]\ny: *a\n` }, { file: 'pack.yaml', message: /alias/ }],
  ];
  for (const [name, files, { file, line, message }] of broken) {
    it(`refuses ${name}`, () => {
      const loaded = loadPack(Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined)));
      if (!('errors' in loaded)) throw new Error('the pack was taken');
      const error = loaded.errors.find((one) => one.file === file && message.test(one.message));
      expect(error, JSON.stringify(loaded.errors)).toBeDefined();
      if (line !== undefined) expect(error?.line).toBe(line);
    });
  }
});
