import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { ClusterEvent, EventAction, EventResource } from './cluster-event.ts';
import { makeNode, makePod, makeView } from './make-for-test.ts';
import { defaultProfile } from './profile.ts';
import { nodeChanges, podChanges } from './property-changes.ts';
import { emptyQueue, enterQueue } from './scheduling-queue.ts';
import { worthRetrying } from './worth-retrying.ts';

const view = makeView([makeNode('n')]);

function helps(
  plugin: string,
  pod: Pod,
  resource: EventResource,
  action: EventAction,
  old?: KubeObject,
  now?: KubeObject,
): boolean {
  const queued = enterQueue(emptyQueue(), pod, 0);
  queued.rejectors = [plugin];
  const event: ClusterEvent = { resource, action, old, now };
  return worthRetrying(queued, event, defaultProfile, view);
}

const cpu = (amount: string) => ({ requests: [{ cpu: amount }] });
const tainted = (...keys: string[]) =>
  makeNode('n', { spec: { taints: keys.map((key) => ({ key, effect: 'NoSchedule' as const })) } });
const sized = (amount: string, more = {}) => makeNode('n', { allocatable: { cpu: amount, ...more } });
const selecting = makePod('p', { spec: { nodeSelector: { disk: 'ssd' } } });
const ssd = makeNode('n', { labels: { disk: 'ssd' } });
const port = (hostPort: number) => ({ spec: { containers: [{ name: 'c', ports: [{ containerPort: 1, hostPort }] }] } });
const term = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'x' } } };
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const near = makePod('p', { spec: { affinity: { podAffinity: { [required]: [term] } } } });
const away = makePod('p', { spec: { affinity: { podAntiAffinity: { [required]: [term] } } } });
const x = makePod('x', { labels: { app: 'x' }, node: 'n' });
const y = makePod('x', { labels: { app: 'y' }, node: 'n' });
const spreading = makePod('p', {
  spec: {
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: term.labelSelector },
    ],
  },
});
const zoned = (zone: string) => makeNode('n', { labels: { zone } });
const claiming = makePod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } });
const claim = (name: string) => ({ ...makePod(name), kind: 'PersistentVolumeClaim' }) as KubeObject;

describe('what may help a pod that a plugin rejected', () => {
  type Case = readonly [boolean, string, Pod, EventResource, EventAction, KubeObject?, KubeObject?];
  const cases: readonly Case[] = [
    [true, 'NodeResourcesFit', makePod('p', cpu('1')), 'AssignedPod', 'Delete', x],
    [false, 'NodeResourcesFit', makePod('p', cpu('1')), 'AssignedPod', 'Add', undefined, x],
    [
      true,
      'NodeResourcesFit',
      makePod('p', cpu('1')),
      'AssignedPod',
      'UpdatePodScaleDown',
      makePod('q', cpu('2')),
      makePod('q', cpu('1')),
    ],
    [
      false,
      'NodeResourcesFit',
      makePod('p', { requests: [{ memory: '1' }] }),
      'AssignedPod',
      'UpdatePodScaleDown',
      makePod('q', cpu('2')),
      makePod('q', cpu('1')),
    ],
    [true, 'NodeResourcesFit', makePod('p', cpu('2')), 'Node', 'Add', undefined, sized('2')],
    [false, 'NodeResourcesFit', makePod('p', cpu('2')), 'Node', 'Add', undefined, sized('1')],
    [true, 'NodeResourcesFit', makePod('p', cpu('2')), 'Node', 'UpdateNodeAllocatable', sized('2'), sized('3')],
    [false, 'NodeResourcesFit', makePod('p', cpu('2')), 'Node', 'UpdateNodeAllocatable', sized('3'), sized('2')],
    [false, 'NodeResourcesFit', makePod('p', cpu('2')), 'Node', 'UpdateNodeLabel', sized('2'), sized('2')],
    [true, 'TaintToleration', makePod('p'), 'Node', 'UpdateNodeTaint', tainted('a'), tainted()],
    [false, 'TaintToleration', makePod('p'), 'Node', 'UpdateNodeTaint', tainted('a', 'b'), tainted('a')],
    [false, 'TaintToleration', makePod('p'), 'Node', 'UpdateNodeTaint', tainted(), tainted()],
    [true, 'TaintToleration', makePod('p'), 'UnscheduledPod', 'UpdatePodToleration', makePod('p'), makePod('p')],
    [false, 'TaintToleration', makePod('p'), 'UnscheduledPod', 'UpdatePodToleration', makePod('q'), makePod('q')],
    [true, 'NodeAffinity', selecting, 'Node', 'Add', undefined, ssd],
    [false, 'NodeAffinity', selecting, 'Node', 'Add', undefined, makeNode('n')],
    [true, 'NodeAffinity', selecting, 'Node', 'UpdateNodeLabel', makeNode('n'), ssd],
    [false, 'NodeAffinity', selecting, 'Node', 'UpdateNodeLabel', ssd, ssd],
    [
      true,
      'NodeUnschedulable',
      makePod('p'),
      'Node',
      'UpdateNodeTaint',
      makeNode('n', { spec: { unschedulable: true } }),
      makeNode('n'),
    ],
    [true, 'NodePorts', makePod('p', port(80)), 'AssignedPod', 'Delete', makePod('q', port(80))],
    [false, 'NodePorts', makePod('p', port(80)), 'AssignedPod', 'Delete', makePod('q', port(81))],
    [true, 'InterPodAffinity', near, 'AssignedPod', 'Add', undefined, x],
    [false, 'InterPodAffinity', near, 'AssignedPod', 'Add', undefined, y],
    [true, 'InterPodAffinity', near, 'AssignedPod', 'UpdatePodLabel', y, x],
    [true, 'InterPodAffinity', away, 'AssignedPod', 'Delete', x],
    [false, 'InterPodAffinity', away, 'AssignedPod', 'Delete', y],
    [true, 'InterPodAffinity', away, 'AssignedPod', 'UpdatePodLabel', x, y],
    [true, 'InterPodAffinity', makePod('p', { labels: { app: 'x' } }), 'AssignedPod', 'Delete', makePod('q', away)],
    [true, 'InterPodAffinity', near, 'Node', 'Add', undefined, zoned('a')],
    [false, 'InterPodAffinity', near, 'Node', 'Add', undefined, makeNode('n')],
    [true, 'PodTopologySpread', spreading, 'AssignedPod', 'Add', undefined, x],
    [false, 'PodTopologySpread', spreading, 'AssignedPod', 'Add', undefined, y],
    [
      false,
      'PodTopologySpread',
      spreading,
      'AssignedPod',
      'Delete',
      { ...x, metadata: { ...x.metadata, namespace: 'other' } },
    ],
    [true, 'PodTopologySpread', spreading, 'AssignedPod', 'UpdatePodLabel', x, y],
    [true, 'PodTopologySpread', spreading, 'Node', 'Delete', zoned('a')],
    [true, 'PodTopologySpread', spreading, 'Node', 'UpdateNodeLabel', zoned('a'), zoned('b')],
    [false, 'PodTopologySpread', spreading, 'Node', 'UpdateNodeLabel', zoned('a'), zoned('a')],
    [true, 'VolumeBinding', claiming, 'PersistentVolumeClaim', 'Update', claim('c'), claim('c')],
    [false, 'VolumeBinding', claiming, 'PersistentVolumeClaim', 'Update', claim('d'), claim('d')],
    [true, 'VolumeBinding', claiming, 'PersistentVolume', 'Add', undefined, claim('v')],
    [false, 'VolumeBinding', claiming, 'AssignedPod', 'Delete', x],
    [true, 'VolumeRestrictions', claiming, 'AssignedPod', 'Delete', { ...claiming, spec: claiming.spec }],
    [false, 'VolumeRestrictions', claiming, 'AssignedPod', 'Delete', x],
    [true, 'NodeVolumeLimits', claiming, 'VolumeAttachment', 'Delete', claim('a')],
    [false, 'NodeName', makePod('p'), 'AssignedPod', 'Delete', x],
  ];
  for (const [i, [expected, plugin, pod, resource, action, old, now]] of cases.entries()) {
    it(`${i}: ${plugin} ${expected ? 'hears of' : 'ignores'} ${resource} ${action}`, () =>
      expect(helps(plugin, pod, resource, action, old, now)).toBe(expected));
  }
});

describe('what an update is', () => {
  it('of a node', () => {
    const one = sized('1');
    const heartbeat: Node = {
      ...one,
      status: { ...one.status, conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: 'now' }] },
    };
    const later: Node = {
      ...one,
      status: { ...one.status, conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: 'later' }] },
    };
    expect(nodeChanges(heartbeat, later)).toEqual([]);
    expect(nodeChanges(one, heartbeat)).toEqual(['UpdateNodeCondition']);
    expect(nodeChanges(one, sized('2'))).toEqual(['UpdateNodeAllocatable']);
    expect(nodeChanges(makeNode('n'), ssd)).toEqual(['UpdateNodeLabel']);
    expect(nodeChanges(tainted('a'), tainted())).toEqual(['UpdateNodeTaint']);
    expect(nodeChanges(makeNode('n', { spec: { unschedulable: true } }), makeNode('n'))).toEqual(['UpdateNodeTaint']);
    expect(nodeChanges(makeNode('n'), makeNode('n', { spec: { unschedulable: true } }))).toEqual([]);
  });
  it('of a pod', () => {
    expect(podChanges(makePod('p'), makePod('p'))).toEqual(['Update']);
    expect(podChanges(x, y)).toEqual(['UpdatePodLabel']);
    expect(podChanges(makePod('p', cpu('2')), makePod('p', cpu('1')))).toEqual(['UpdatePodScaleDown']);
    expect(podChanges(makePod('p', { spec: { schedulingGates: [{ name: 'a' }] } }), makePod('p'))).toEqual([
      'UpdatePodSchedulingGatesEliminated',
    ]);
    expect(podChanges(makePod('p'), makePod('p', { spec: { tolerations: [{ operator: 'Exists' }] } }))).toEqual([
      'UpdatePodToleration',
    ]);
  });
});
