import { describe, expect, it } from 'vitest';
import type { NodeAffinity, NodeSelectorTerm, Taint, Toleration } from '../../../api/types/affinity.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { makeNode, makePod, makeView, profileWith, scores, verdicts } from '../make-for-test.ts';

const MISMATCH = "!node(s) didn't match Pod's node affinity/selector";

describe('NodeAffinity', () => {
  const profile = profileWith('NodeAffinity');
  const node = makeNode('n1', { labels: { zone: 'z1', gpu: '4' } });
  const expression = (key: string, operator: string, ...values: string[]) => ({
    matchExpressions: [{ key, operator, values }],
  });
  const named = (...names: string[]) => ({
    matchFields: names.map((name) => ({ key: 'metadata.name', operator: 'In', values: [name] })),
  });
  const required = (...nodeSelectorTerms: unknown[]): Partial<Pod['spec']> => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: nodeSelectorTerms as NodeSelectorTerm[] },
      },
    },
  });
  const cases: readonly (readonly [string, Partial<Pod['spec']>, string | string[]])[] = [
    ['no wish', {}, ['']],
    ['selector', { nodeSelector: { zone: 'z1' } }, ['']],
    ['selector of another value', { nodeSelector: { zone: 'z2' } }, [MISMATCH]],
    ['selector of a missing label', { nodeSelector: { disk: '' } }, [MISMATCH]],
    ['In', required(expression('zone', 'In', 'z1', 'z2')), ['']],
    ['NotIn', required(expression('zone', 'NotIn', 'z1')), [MISMATCH]],
    ['Gt', required(expression('gpu', 'Gt', '3')), ['']],
    ['Lt', required(expression('gpu', 'Lt', '4')), [MISMATCH]],
    [
      'Exists and DoesNotExist',
      required({
        matchExpressions: [
          { key: 'zone', operator: 'Exists' },
          { key: 'disk', operator: 'DoesNotExist' },
        ],
      }),
      [''],
    ],
    ['one of two terms', required(expression('zone', 'In', 'z9'), expression('gpu', 'Exists')), ['']],
    ['no terms match nothing', required(), [MISMATCH]],
    ['an empty term matches nothing', required({}), [MISMATCH]],
    ['selector and affinity', { ...required(expression('zone', 'Exists')), nodeSelector: { zone: 'z2' } }, [MISMATCH]],
    ['by name', required(named('n1')), ['']],
    [
      'by name and a label that is not there',
      required({ ...named('n1'), ...expression('disk', 'Exists') }),
      [MISMATCH],
    ],
    ['two names at once', required(named('n1', 'n2')), '!pod affinity terms conflict'],
  ];
  for (const [name, spec, expected] of cases) {
    it(name, () => expect(verdicts(profile, makePod('p', { spec }), makeView([node]))).toEqual(expected));
  }

  it('scores preferences, the best getting 100', () => {
    const preferring = (...terms: (readonly [number, string])[]) =>
      makePod('p', {
        spec: {
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: terms.map(([weight, key]) => ({
                weight,
                preference: { matchExpressions: [{ key, operator: 'Exists' as const }] },
              })),
            },
          },
        },
      });
    const view = makeView([
      makeNode('a', { labels: { foo: '' } }),
      makeNode('b', { labels: { foo: '', key: '', az: '' } }),
      makeNode('c'),
    ]);
    expect(scores(profile, preferring([2, 'foo'], [4, 'key'], [5, 'az']), view)).toEqual([18, 100, 0]);
    expect(scores(profile, preferring([2, 'other']), view)).toEqual([0, 0, 0]);
    expect(scores(profile, makePod('p'), view)).toBe('skip');
  });

  it('adds the affinity of the profile', () => {
    const addedAffinity: NodeAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['z2'] }] }],
      },
    };
    const enforcing = profileWith('NodeAffinity', { NodeAffinity: { addedAffinity } });
    expect(verdicts(enforcing, makePod('p'), makeView([node]))).toEqual([
      "!node(s) didn't match scheduler-enforced node affinity",
    ]);
  });
});

describe('TaintToleration', () => {
  const profile = profileWith('TaintToleration');
  const taint = (key: string, effect: Taint['effect'], value?: string): Taint => ({
    key,
    effect,
    ...(value === undefined ? {} : { value }),
  });
  const dedicated = taint('dedicated', 'NoSchedule', 'user1');
  const cases: readonly (readonly [string, Toleration[], Taint[], string])[] = [
    ['no toleration', [], [dedicated], '!node(s) had untolerated taint {dedicated: user1}'],
    ['the same value', [{ key: 'dedicated', value: 'user1', effect: 'NoSchedule' }], [dedicated], ''],
    [
      'another value',
      [{ key: 'dedicated', operator: 'Equal', value: 'user2' }],
      [dedicated],
      '!node(s) had untolerated taint {dedicated: user1}',
    ],
    ['Exists', [{ key: 'dedicated', operator: 'Exists' }], [dedicated], ''],
    ['everything', [{ operator: 'Exists' }], [dedicated, taint('x', 'NoExecute')], ''],
    [
      'another effect',
      [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }],
      [dedicated],
      '!node(s) had untolerated taint {dedicated: user1}',
    ],
    [
      'the second taint',
      [{ key: 'dedicated', operator: 'Exists' }],
      [dedicated, taint('foo', 'NoExecute')],
      '!node(s) had untolerated taint {foo: }',
    ],
    ['what is only preferred', [], [taint('foo', 'PreferNoSchedule', 'bar')], ''],
  ];
  for (const [name, tolerations, taints, expected] of cases) {
    it(name, () => {
      const view = makeView([makeNode('n', { spec: { taints } })]);
      expect(verdicts(profile, makePod('p', { spec: { tolerations } }), view)).toEqual([expected]);
    });
  }

  it('prefers nodes with fewer taints that are not tolerated', () => {
    const prefer = (key: string) => taint(key, 'PreferNoSchedule');
    const view = makeView([
      makeNode('a'),
      makeNode('b', { spec: { taints: [prefer('x')] } }),
      makeNode('c', { spec: { taints: [prefer('x'), prefer('y')] } }),
      makeNode('d', { spec: { taints: [prefer('z'), taint('w', 'NoSchedule')] } }),
    ]);
    const pod = (tolerations: Toleration[]) => makePod('p', { spec: { tolerations } });
    expect(scores(profile, pod([]), view)).toEqual([100, 50, 0, 50]);
    expect(scores(profile, pod([{ key: 'x', operator: 'Exists' }]), view)).toEqual([100, 100, 0, 0]);
    expect(scores(profile, pod([{ key: 'z', operator: 'Exists', effect: 'PreferNoSchedule' }]), view)).toEqual([
      100, 50, 0, 100,
    ]);
    expect(scores(profile, pod([{ operator: 'Exists' }]), view)).toEqual([100, 100, 100, 100]);
  });
});

describe('NodePorts, NodeUnschedulable, NodeName', () => {
  const TAKEN = "node(s) didn't have free ports for the requested pod ports";
  const ports = (...texts: string[]): Partial<Pod['spec']> => ({
    containers: [
      {
        name: 'c',
        ports: texts.map((text) => {
          const [protocol, hostIP, hostPort] = text.split('/') as ['TCP', string, string];
          return { containerPort: 1, protocol, hostIP, hostPort: Number(hostPort) };
        }),
      },
    ],
  });
  const cases: readonly (readonly [string, string[], string[], string])[] = [
    ['no ports', [], ['UDP/127.0.0.1/8080'], ''],
    ['another port', ['UDP/127.0.0.1/8080'], ['UDP/127.0.0.1/9090'], ''],
    ['the same port', ['UDP/127.0.0.1/8080'], ['UDP/127.0.0.1/8080'], TAKEN],
    ['another protocol', ['TCP/127.0.0.1/8080'], ['UDP/127.0.0.1/8080'], ''],
    ['another address', ['TCP/127.0.0.1/8080'], ['TCP/127.0.0.2/8080'], ''],
    ['every address there', ['TCP/127.0.0.1/8080'], ['TCP/0.0.0.0/8080'], TAKEN],
    ['every address here', ['TCP/0.0.0.0/8080'], ['TCP/127.0.0.1/8080'], TAKEN],
    [
      'one of several',
      ['TCP/127.0.0.1/8001', 'TCP/127.0.0.1/8080'],
      ['TCP/127.0.0.1/8080', 'UDP/127.0.0.1/8001'],
      TAKEN,
    ],
  ];
  for (const [name, wanted, taken, expected] of cases) {
    it(`ports: ${name}`, () => {
      const view = makeView([makeNode('n')], [makePod('q', { node: 'n', spec: ports(...taken) })]);
      const said = verdicts(profileWith('NodePorts'), makePod('p', { spec: ports(...wanted) }), view);
      expect(said).toEqual([wanted.length === 0 ? '' : expected]);
    });
  }

  it('cordoned nodes take who tolerates it', () => {
    const profile = profileWith('NodeUnschedulable');
    const view = makeView([makeNode('a', { spec: { unschedulable: true } }), makeNode('b')]);
    expect(verdicts(profile, makePod('p'), view)).toEqual(['!node(s) were unschedulable', '']);
    const tolerations = [
      { key: 'node.kubernetes.io/unschedulable', operator: 'Exists' as const, effect: 'NoSchedule' as const },
    ];
    expect(verdicts(profile, makePod('p', { spec: { tolerations } }), view)).toEqual(['', '']);
  });

  it('a pod that names its node', () => {
    const view = makeView([makeNode('a'), makeNode('b')]);
    expect(verdicts(profileWith('NodeName'), makePod('p', { node: 'b' }), view)).toEqual([
      "!node(s) didn't match the requested node name",
      '',
    ]);
  });
});
