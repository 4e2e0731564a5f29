import { describe, expect, it } from 'vitest';
import type { Taint } from '../../../api/types/affinity.ts';
import type { PodSpec } from '../../../api/types/pod.ts';
import { nodeShouldRunDaemonPod } from './placement.ts';

const affinity = (values: readonly string[]): Pick<PodSpec, 'affinity'> => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'type', operator: 'In', values }] }],
      },
    },
  },
});
const taint = (key: string, effect: Taint['effect'], value?: string): Taint => ({
  key,
  effect,
  ...(value === undefined ? {} : { value }),
});

/** The node is `test-node` with the label type=production. [what, template spec, taints, run, continue, rule] */
type Case = readonly [string, Partial<PodSpec>, readonly Taint[], boolean, boolean, string?];

// Re-expresses TestNodeShouldRunDaemonPod and the taint tests of pkg/controller/daemon/daemon_controller_test.go.
const cases: readonly Case[] = [
  ['nothing asked', {}, [], true, true],
  [
    'more memory than there is',
    { containers: [{ name: 'c', resources: { requests: { memory: '200M' } } }] },
    [],
    true,
    true,
  ],
  [
    'a port that is taken',
    { containers: [{ name: 'c', ports: [{ containerPort: 1, hostPort: 666 }] }] },
    [],
    true,
    true,
  ],
  ['another node by name', { nodeName: 'other-node' }, [], false, false, 'nodeName'],
  ['this node by name', { nodeName: 'test-node' }, [], true, true],
  ['a selector that differs', { nodeSelector: { type: 'test' } }, [], false, false, 'nodeSelector'],
  ['a selector that fits', { nodeSelector: { type: 'production' } }, [], true, true],
  ['an affinity that differs', affinity(['test']), [], false, false, 'nodeAffinity'],
  ['an affinity that fits', affinity(['production']), [], true, true],
  ['a cordoned node', {}, [taint('node.kubernetes.io/unschedulable', 'NoSchedule')], true, true],
  ['a node that is not ready', {}, [taint('node.kubernetes.io/not-ready', 'NoExecute')], true, true],
  ['an unreachable node', {}, [taint('node.kubernetes.io/unreachable', 'NoExecute')], true, true],
  ['not ready, no schedule', {}, [taint('node.kubernetes.io/not-ready', 'NoSchedule')], false, true, 'taint'],
  ['short of memory', {}, [taint('node.kubernetes.io/memory-pressure', 'NoSchedule')], true, true],
  ['no network', {}, [taint('node.kubernetes.io/network-unavailable', 'NoSchedule')], false, true, 'taint'],
  [
    'no network, on the host',
    { hostNetwork: true },
    [taint('node.kubernetes.io/network-unavailable', 'NoSchedule')],
    true,
    true,
  ],
  ['out of disk, evicting', {}, [taint('node.kubernetes.io/out-of-disk', 'NoExecute')], false, false, 'taint'],
  ['an untolerated NoSchedule', {}, [taint('dedicated', 'NoSchedule', 'user1')], false, true, 'taint'],
  ['an untolerated NoExecute', {}, [taint('dedicated', 'NoExecute', 'user1')], false, false, 'taint'],
  ['both', {}, [taint('a', 'NoSchedule'), taint('b', 'NoExecute')], false, false, 'taint'],
  ['PreferNoSchedule only', {}, [taint('dedicated', 'PreferNoSchedule')], true, true],
  [
    'a tolerated taint',
    { tolerations: [{ key: 'dedicated', value: 'user1', effect: 'NoSchedule' }] },
    [taint('dedicated', 'NoSchedule', 'user1')],
    true,
    true,
  ],
];

describe('nodeShouldRunDaemonPod', () => {
  it.each(cases.map((row) => [row[0], row] as const))('%s', (_what, row) => {
    const [, spec, taints, shouldRun, shouldContinueRunning, rule] = row;
    const template = { spec: { containers: [], ...spec } };
    const node = { metadata: { name: 'test-node', labels: { type: 'production' } }, spec: { taints } };
    const { rule: found, ...answer } = { rule: undefined, ...nodeShouldRunDaemonPod(template, node) };
    expect(answer).toMatchObject({ shouldRun, shouldContinueRunning });
    expect(found).toBe(rule);
  });

  it('says what exactly is in the way', () => {
    const node = { metadata: { name: 'n', labels: { disk: 'hdd' } }, spec: { taints: [taint('a', 'NoSchedule')] } };
    const decide = (spec: Partial<PodSpec>) => nodeShouldRunDaemonPod({ spec: { containers: [], ...spec } }, node);
    expect(decide({ nodeSelector: { disk: 'ssd' } })).toMatchObject({ key: 'disk', wanted: 'ssd', found: 'hdd' });
    expect(decide({ nodeSelector: { gpu: 'true' } })).not.toHaveProperty('found');
    expect(decide(affinity(['x']))).toMatchObject({ terms: [{ unmet: { key: 'type', values: ['x'] }, field: false }] });
    expect(decide({})).toMatchObject({ taint: { key: 'a' } });
  });
});
