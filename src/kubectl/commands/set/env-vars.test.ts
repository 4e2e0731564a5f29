import { describe, expect, it } from 'vitest';
import { envReference, parseEnv, splitEnvArgs, updateEnv } from './env-vars.ts';

const variable = (name: string) => ({ name, value: name });
const io = { readStdin: async () => 'A=1 # one\nnothing\nB=x=y\n' };

describe('set env', () => {
  // The cases of kubectl/pkg/cmd/set/helper_test.go Test_updateEnv.
  it.each([
    [['env1'], ['env2'], ['env1'], ['env2']],
    [['env1', 'env2'], ['env3'], ['env1'], ['env2', 'env3']],
    [['env1'], ['env2', 'env2'], ['env1'], ['env2']],
    [['env1'], ['env2', 'env2', 'env2', 'env3'], ['env1'], ['env2', 'env3']],
    [['env1'], ['env2', 'env1'], ['env1', 'env1'], ['env2']],
    [['env1', 'env1'], ['env2'], [], ['env1', 'env1', 'env2']],
    [['env1', 'env1', 'env2'], ['env1'], [], ['env1', 'env2']],
  ])('%j with %j, without %j', (existing, add, remove, expected) => {
    expect(updateEnv(existing.map(variable), add.map(variable), remove)).toEqual(expected.map(variable));
  });

  it.each([
    [['A=1', 'B-'], [{ name: 'A', value: '1' }], ['B']],
    [['A='], [{ name: 'A', value: '' }], []],
    [['A=b=c'], [{ name: 'A', value: 'b=c' }], []],
    [
      ['-'],
      [
        { name: 'A', value: '1 ' },
        { name: 'B', value: 'x=y' },
      ],
      [],
    ],
  ])('reads %j', async (specs, env, remove) => {
    expect(await parseEnv(specs, io)).toEqual({ env, remove });
  });

  it.each([
    [['A'], 'unknown environment variable: A'],
    [['A=1', 'A-'], 'can not both modify and remove the same environment variable in the same command'],
    [['1 A=1'], '"1 A" is not a valid key name: '],
  ])('refuses %j', async (specs, message) => {
    await expect(parseEnv(specs, io)).rejects.toThrow(message);
  });

  it('tells resources from variables', () => {
    expect(splitEnvArgs(['ds/a', 'ds/b', 'A=1', 'B-'])).toEqual({ resources: ['ds/a', 'ds/b'], env: ['A=1', 'B-'] });
    expect(() => splitEnvArgs(['A=1', 'ds/a'])).toThrow('all resources must be specified before environment changes');
  });

  it.each([
    [{ configMapKeyRef: { name: 'c', key: 'k' } }, 'configmap c, key k'],
    [{ secretKeyRef: { name: 's', key: 'k' } }, 'secret s, key k'],
    [{ fieldRef: { fieldPath: 'metadata.name' } }, 'field path metadata.name'],
    [{ resourceFieldRef: { containerName: 'c', resource: 'limits.cpu' } }, 'resource field c/limits.cpu'],
    [{}, 'invalid valueFrom'],
  ])('%j', (from, text) => {
    expect(envReference(from)).toBe(text);
  });
});
