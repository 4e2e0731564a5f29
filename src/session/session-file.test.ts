import { describe, expect, it } from 'vitest';
import { ENGINE_VERSION, START_AT } from './engine-version.ts';
import { readSessionFile } from './session-file.ts';
import { PACK } from './session-for-test.ts';

const file = {
  drydock: 1,
  engine: ENGINE_VERSION,
  pack: { name: PACK.name, digest: PACK.digest },
  seed: 1,
  endedAt: START_AT + 10,
  inputs: [{ at: START_AT, input: { kind: 'tty', data: 'ls\r' } }],
};
const key = { kind: 'tty', data: 'a' };

describe('a session file from outside', () => {
  it('is taken when all of it fits', () => {
    expect(readSessionFile(JSON.parse(JSON.stringify(file)), PACK)).toEqual({ file });
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', null, /no Drydock session/],
    ['a list', [], /no Drydock session/],
    ['another format', { ...file, drydock: 2 }, /at drydock/],
    ['another engine', { ...file, engine: '0.0.0' }, /recorded by engine 0\.0\.0/],
    ['another pack', { ...file, pack: { name: 'x', digest: PACK.digest } }, /belongs to the pack "x"/],
    ['another version of the pack', { ...file, pack: { name: PACK.name, digest: 'x' } }, /another version/],
    ['a negative seed', { ...file, seed: -1 }, /at seed/],
    ['a time that is no number', { ...file, endedAt: '1e99' }, /at endedAt/],
    ['a huge time', { ...file, endedAt: 1e300 }, /damaged|48 hours/],
    ['a year', { ...file, endedAt: START_AT + 365 * 86_400_000 }, /48 hours/],
    ['an end before its inputs', { ...file, endedAt: START_AT - 1 }, /ends before/],
    [
      'inputs out of order',
      {
        ...file,
        inputs: [
          { at: START_AT + 5, input: key },
          { at: START_AT, input: key },
        ],
      },
      /order/,
    ],
    ['an unknown input', { ...file, inputs: [{ at: START_AT, input: { kind: 'exec' } }] }, /at inputs\.0/],
    ['a field too many', { ...file, inputs: [{ at: START_AT, input: { ...key, extra: 1 } }] }, /at inputs\.0/],
    ['a fraction of a step', { ...file, inputs: [{ at: START_AT, input: key, step: 0.5 }] }, /at inputs\.0\.step/],
    [
      'a relative path',
      { ...file, inputs: [{ at: START_AT, input: { kind: 'write-file', path: 'x', text: '' } }] },
      /path/,
    ],
    ['a __proto__ key', JSON.parse(JSON.stringify(file).replace('{', '{"__proto__":{"polluted":1},')), /damaged/],
    [
      'a huge screen',
      { ...file, inputs: [{ at: START_AT, input: { kind: 'resize', columns: 1e9, rows: 1 } }] },
      /columns/,
    ],
  ])('is refused when it is %s', (_name, value, refusal) => {
    const read = readSessionFile(value, PACK);
    expect('refusal' in read ? read.refusal : 'taken').toMatch(refusal);
    expect('polluted' in {}).toBe(false);
  });
});
