import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../api/types/pod.ts';
import { makeNode, makePod, makeView, profileWith, scores, verdicts } from '../make-for-test.ts';
import { podAmounts } from '../pod-amounts.ts';
import type { PluginConfig, ResourceWeight, ScoringStrategy } from '../scheduler-configuration.ts';

type Requests = Readonly<Record<string, string>>;

describe('what a pod asks for', () => {
  const container = (cpu: string, restartPolicy?: 'Always') => ({
    name: 'c',
    resources: { requests: { cpu } },
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
  });
  const spec = (
    containers: string[],
    inits: ReturnType<typeof container>[],
    overhead?: string,
  ): Partial<Pod['spec']> => ({
    containers: containers.map((cpu) => container(cpu)),
    initContainers: inits,
    ...(overhead === undefined ? {} : { overhead: { cpu: overhead } }),
  });
  const cases: readonly (readonly [string, Partial<Pod['spec']>, number])[] = [
    ['containers add up', spec(['1', '500m'], []), 1500],
    ['an init container counts when it needs more than all others together', spec(['1'], [container('2')]), 2000],
    ['init containers run one after the other', spec(['1'], [container('2'), container('3')]), 3000],
    ['a sidecar stays', spec(['1'], [container('2', 'Always')]), 3000],
    [
      'an init container runs beside the sidecars before it',
      spec(['1'], [container('2', 'Always'), container('4')]),
      6000,
    ],
    ['and not beside those after it', spec(['1'], [container('4'), container('2', 'Always')]), 4000],
    ['overhead comes on top', spec(['1'], [container('2')], '250m'), 2250],
  ];
  for (const [name, wish, cpu] of cases) {
    it(name, () => expect(podAmounts(makePod('p', { spec: wish })).asked.get('cpu')).toBe(cpu));
  }

  it('counts a little for each container that asks for nothing, in scores only', () => {
    const { asked, nonZero } = podAmounts(makePod('p', { requests: [{ cpu: '1' }, { memory: '1Gi' }] }));
    expect([asked.get('cpu'), asked.get('memory')]).toEqual([1000, 2 ** 30]);
    expect([nonZero.get('cpu'), nonZero.get('memory')]).toEqual([1100, 2 ** 30 + 200 * 2 ** 20]);
  });
});

describe('NodeResourcesFit', () => {
  const said = (asked: Requests[], used: Requests[], allocatable: Requests) => {
    const bound = used.map((one, i) => makePod(`q${i}`, { node: 'n', requests: [one] }));
    const view = makeView([makeNode('n', { allocatable })], bound);
    return verdicts(profileWith('NodeResourcesFit'), makePod('p', { requests: asked }), view)[0];
  };
  const gpu = 'example.com/aaa';
  const node = { cpu: '10m', memory: '20', 'ephemeral-storage': '20', 'hugepages-2Mi': '5', [gpu]: '5' };
  const cases: readonly (readonly [string, Requests[], Requests[], Requests, string])[] = [
    ['nothing asked always fits', [], [{ cpu: '10m', memory: '20' }], node, ''],
    [
      'too many of both',
      [{ cpu: '1m', memory: '1' }],
      [{ cpu: '10m', memory: '20' }],
      node,
      'Insufficient cpu, Insufficient memory',
    ],
    ['all that is left', [{ cpu: '1m', memory: '1' }], [{ cpu: '9m', memory: '19' }], node, ''],
    [
      'one resource is enough',
      [{ cpu: '1m', memory: '2' }],
      [{ cpu: '9m', memory: '19' }],
      node,
      'Insufficient memory',
    ],
    [
      'ephemeral storage',
      [{ 'ephemeral-storage': '2' }],
      [{ 'ephemeral-storage': '19' }],
      node,
      'Insufficient ephemeral-storage',
    ],
    ['an extended resource', [{ [gpu]: '3' }], [{ [gpu]: '3' }], node, `Insufficient ${gpu}`],
    ['an extended resource in all containers', [{ [gpu]: '3' }, { [gpu]: '3' }], [], node, `Insufficient ${gpu}`],
    [
      'an extended resource that the node does not have',
      [{ 'example.com/bbb': '1' }],
      [],
      node,
      'Insufficient example.com/bbb',
    ],
    ['none of it asked', [{ 'example.com/bbb': '0' }], [], node, ''],
    ['huge pages', [{ 'hugepages-2Mi': '3' }], [{ 'hugepages-2Mi': '3' }], node, 'Insufficient hugepages-2Mi'],
    ['no more pods', [], [{}], { pods: '1' }, 'Too many pods'],
    ['no more pods, nor cpu', [{ cpu: '1' }], [{}], { pods: '1' }, 'Too many pods, Insufficient cpu'],
  ];
  for (const [name, asked, used, allocatable, expected] of cases) {
    it(name, () => expect(said(asked, used, allocatable)).toBe(expected));
  }

  type Bound = readonly [node: string, requests: Requests];
  const placed = (bound: readonly Bound[]) =>
    bound.map(([on, requests], i) => makePod(`q${i}`, { node: on, requests: [requests] }));
  const two = (one: Requests, other: Requests, bound: readonly Bound[]) =>
    makeView([makeNode('n1', { allocatable: one }), makeNode('n2', { allocatable: other })], placed(bound));
  const size = (cpu: string, memory: string, more: Requests = {}) => ({ cpu, memory, ...more });
  const both = [
    { cpu: '1000', memory: '2000' },
    { cpu: '2000', memory: '3000' },
  ];
  const weights = (cpu: number, memory: number, ...more: ResourceWeight[]) => [
    { name: 'cpu', weight: cpu },
    { name: 'memory', weight: memory },
    ...more,
  ];
  const pair = { name: 'abc.com/foo', weight: 1 };
  const least = (resources = weights(1, 1)): ScoringStrategy => ({ type: 'LeastAllocated', resources });
  const most = (resources = weights(1, 1)): ScoringStrategy => ({ type: 'MostAllocated', resources });
  const shape = [
    { utilization: 0, score: 10 },
    { utilization: 100, score: 0 },
  ];
  const ratio: ScoringStrategy = { type: 'RequestedToCapacityRatio', resources: weights(1, 1), shape };
  type Scoring = readonly [
    string,
    ScoringStrategy,
    readonly Requests[],
    readonly [Requests, Requests, readonly Bound[]],
    readonly number[],
  ];
  const scorings: readonly Scoring[] = [
    ['least: empty nodes', least(), [], [size('4000', '10000'), size('4000', '10000'), []], [100, 100]],
    ['least: nodes of different size', least(), both, [size('4000', '10000'), size('6000', '10000'), []], [37, 50]],
    [
      'least: pods there',
      least(),
      [],
      [
        size('10000', '20000'),
        size('10000', '20000'),
        [
          ['n1', { cpu: '3000', memory: '0' }],
          ['n1', { cpu: '3000', memory: '0' }],
          ['n2', { cpu: '3000', memory: '0' }],
          ['n2', { cpu: '3000', memory: '5000' }],
        ],
      ],
      [70, 57],
    ],
    [
      'least: pods there and resources asked',
      least(),
      both,
      [
        size('10000', '20000'),
        size('10000', '20000'),
        [
          ['n1', { cpu: '3000', memory: '0' }],
          ['n2', { cpu: '3000', memory: '5000' }],
        ],
      ],
      [57, 45],
    ],
    [
      'least: more than there is',
      least(),
      [{ cpu: '3000', memory: '0' }],
      [
        size('4000', '10000'),
        size('4000', '10000'),
        [
          ['n1', { cpu: '3000', memory: '0' }],
          ['n2', { cpu: '3000', memory: '5000' }],
        ],
      ],
      [50, 25],
    ],
    ['least: nodes of nothing', least(), [], [{}, {}, [['n1', { cpu: '3000', memory: '0' }]]], [0, 0]],
    ['least: weights', least(weights(1, 2)), both, [size('4000', '10000'), size('6000', '10000'), []], [41, 50]],
    [
      'least: an extended resource that is not asked for',
      least(weights(1, 1, pair)),
      both,
      [size('6000', '10000'), size('6000', '10000', { 'abc.com/foo': '4' }), []],
      [50, 50],
    ],
    [
      'least: an extended resource that is',
      least(weights(1, 1, pair)),
      [...both, { 'abc.com/foo': '2', cpu: '0', memory: '0' }],
      [size('6000', '10000', { 'abc.com/foo': '4' }), size('6000', '10000', { 'abc.com/foo': '10' }), []],
      [50, 60],
    ],
    [
      'least: those that ask for nothing count, too',
      least(),
      [{}],
      [
        size('1', '1000Mi'),
        size('1', '1000Mi'),
        [
          ['n2', {}],
          ['n2', {}],
        ],
      ],
      [85, 55],
    ],
    ['most: empty nodes', most(), [], [size('4000', '10000'), size('4000', '10000'), []], [0, 0]],
    ['most: nodes of different size', most(), both, [size('4000', '10000'), size('6000', '10000'), []], [62, 50]],
    [
      'most: pods there',
      most(),
      [],
      [
        size('10000', '20000'),
        size('10000', '20000'),
        [
          ['n1', { cpu: '3000', memory: '0' }],
          ['n1', { cpu: '3000', memory: '0' }],
          ['n2', { cpu: '3000', memory: '0' }],
          ['n2', { cpu: '3000', memory: '5000' }],
        ],
      ],
      [30, 42],
    ],
    ['most: weights', most(weights(1, 2)), both, [size('4000', '10000'), size('6000', '10000'), []], [58, 50]],
    ['ratio: empty nodes', ratio, [], [size('4000', '10000'), size('4000', '10000'), []], [100, 100]],
    ['ratio: nodes of different size', ratio, both, [size('4000', '10000'), size('6000', '10000'), []], [38, 50]],
    [
      'ratio: pods there',
      ratio,
      [],
      [
        size('4000', '10000'),
        size('6000', '10000'),
        [
          ['n1', { cpu: '3000', memory: '5000' }],
          ['n2', { cpu: '3000', memory: '5000' }],
        ],
      ],
      [38, 50],
    ],
  ];
  for (const [name, scoringStrategy, asked, [one, other, bound], expected] of scorings) {
    const config: PluginConfig = { NodeResourcesFit: { scoringStrategy } };
    const pod = makePod('p', { requests: asked });
    it(name, () =>
      expect(scores(profileWith('NodeResourcesFit', config), pod, two(one, other, bound))).toEqual(expected),
    );
  }

  const cpuOnly = { cpu: '3000m', memory: '0' };
  const cpuAndMemory = { cpu: '3000m', memory: '5000' };
  const gpus = { 'nvidia.com/gpu': '8' };
  const withGpu = weights(1, 1, { name: 'nvidia.com/gpu', weight: 1 });
  const balances: readonly (readonly [
    string,
    Requests,
    readonly [Requests, Requests, readonly Bound[]],
    readonly ResourceWeight[],
    readonly number[] | 'skip',
  ])[] = [
    ['nothing asked', {}, [size('4000m', '10000'), size('4000m', '10000'), []], weights(1, 1), 'skip'],
    [
      'nodes of different size',
      cpuAndMemory,
      [size('4000m', '10000'), size('6000m', '10000'), []],
      weights(1, 1),
      [87, 100],
    ],
    [
      'pods there',
      cpuAndMemory,
      [
        size('10000m', '20000'),
        size('10000m', '20000'),
        [
          ['n1', cpuOnly],
          ['n2', cpuAndMemory],
        ],
      ],
      weights(1, 1),
      [82, 95],
    ],
    [
      'pods there, nodes of different size',
      cpuAndMemory,
      [
        size('10000m', '20000'),
        size('10000m', '50000'),
        [
          ['n1', cpuOnly],
          ['n2', cpuAndMemory],
        ],
      ],
      weights(1, 1),
      [82, 80],
    ],
    [
      'all of the cpu',
      cpuOnly,
      [
        size('6000m', '10000'),
        size('6000m', '10000'),
        [
          ['n1', cpuOnly],
          ['n2', cpuAndMemory],
        ],
      ],
      weights(1, 1),
      [50, 75],
    ],
    [
      'three resources',
      { memory: '0', 'nvidia.com/gpu': '1' },
      [
        size('3500m', '40000', gpus),
        size('3500m', '40000', gpus),
        [
          ['n1', { ...cpuAndMemory, 'nvidia.com/gpu': '3' }],
          ['n2', cpuAndMemory],
        ],
      ],
      withGpu,
      [70, 65],
    ],
    [
      'a third one that is not asked for',
      cpuAndMemory,
      [size('3500m', '40000', gpus), size('3500m', '40000'), []],
      withGpu,
      [63, 63],
    ],
  ];
  for (const [name, asked, [one, other, bound], resources, expected] of balances) {
    const profile = profileWith('NodeResourcesBalancedAllocation', { NodeResourcesBalancedAllocation: { resources } });
    const pod = makePod('p', { requests: [asked] });
    it(`balance: ${name}`, () => expect(scores(profile, pod, two(one, other, bound))).toEqual(expected));
  }
});

describe('ImageLocality', () => {
  const MB = 1024 * 1024;
  const image = (name: string, megabytes: number) => ({
    names: [`gcr.io/${name}:latest`, `gcr.io/${name}:v1`],
    sizeBytes: megabytes * MB,
  });
  const rich = makeNode('n1', { images: [image('40', 40), image('300', 300), image('2000', 2000)] });
  const other = makeNode('n2', { images: [image('250', 250), image('10', 10)] });
  const bare = makeNode('n3');
  const pod = (images: string[], inits: string[] = []) => {
    const containers = (names: string[]) => names.map((name) => ({ name, image: `gcr.io/${name}` }));
    return makePod('p', { spec: { containers: containers(images), initContainers: containers(inits) } });
  };
  const cases: readonly (readonly [string, Pod, readonly ReturnType<typeof makeNode>[], readonly number[]])[] = [
    ['the bigger image counts', pod(['40', '250']), [rich, other], [0, 5]],
    ['both on one node', pod(['40', '300']), [rich, other], [7, 0]],
    ['no more than the most', pod(['2000', '10']), [rich, other], [49, 0]],
    ['the fewer nodes have it, the less it counts', pod(['2000', '10']), [rich, other, bare], [32, 0, 0]],
    ['images of init containers', pod(['40'], ['300']), [rich, other], [7, 0]],
  ];
  for (const [name, one, nodes, expected] of cases) {
    it(name, () => expect(scores(profileWith('ImageLocality'), one, makeView(nodes))).toEqual(expected));
  }
});
