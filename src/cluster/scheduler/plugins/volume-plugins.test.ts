import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import { makeNode, makePod, makeView, profileWith, verdicts } from '../make-for-test.ts';

const object = (kind: string, name: string, rest: object, more: object = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: {
      ...makePod(name).metadata,
      namespace: kind === 'PersistentVolumeClaim' ? 'default' : undefined,
      ...more,
    },
    ...rest,
  }) as unknown as KubeObject;
const claim = (name: string, spec: object = {}, more: object = {}) =>
  object(
    'PersistentVolumeClaim',
    name,
    { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec }, status: {} },
    more,
  );
const bound = (name: string, volumeName: string, spec: object = {}) =>
  claim(name, { volumeName, ...spec }, { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } });
const volume = (name: string, spec: object = {}, labels: object = {}) =>
  object(
    'PersistentVolume',
    name,
    {
      spec: { capacity: { storage: '2Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'wait', ...spec },
      status: { phase: 'Available' },
    },
    { labels },
  );
const storageClass = (name: string, rest: object) => object('StorageClass', name, rest);
const onHost = (name: string) => ({
  nodeAffinity: {
    required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'host', operator: 'In', values: [name] }] }] },
  },
});
const using = (...names: string[]) =>
  makePod('p', {
    spec: { volumes: names.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })) },
  });
const nodes = [makeNode('a', { labels: { host: 'a' } }), makeNode('b', { labels: { host: 'b' } })];
const said = (
  plugin: string,
  pod: ReturnType<typeof makePod>,
  objects: KubeObject[],
  pods: ReturnType<typeof makePod>[] = [],
) => verdicts(profileWith(plugin), pod, makeView(nodes, pods, objects));

describe('VolumeBinding', () => {
  const wait = storageClass('wait', {
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
  });
  const maker = (rest: object = {}) =>
    storageClass('wait', { provisioner: 'csi.example.com', volumeBindingMode: 'WaitForFirstConsumer', ...rest });
  const delayed = (name: string, more: object = {}) => claim(name, { storageClassName: 'wait' }, more);
  const NONE = "!node(s) didn't find available persistent volumes to bind";
  const cases: readonly (readonly [string, ReturnType<typeof makePod>, KubeObject[], string | string[]])[] = [
    ['no volumes', makePod('p'), [], ['', '']],
    ['no such claim', using('c'), [], '!persistentvolumeclaim "c" not found'],
    [
      'a claim that ends',
      using('c'),
      [claim('c', {}, { deletionTimestamp: 'now' })],
      '!persistentvolumeclaim "c" is being deleted',
    ],
    [
      'a claim without volume whose class does not wait',
      using('c'),
      [claim('c')],
      '!pod has unbound immediate PersistentVolumeClaims',
    ],
    ['a volume of everywhere', using('c'), [bound('c', 'v'), volume('v')], ['', '']],
    [
      'a volume of one node',
      using('c'),
      [bound('c', 'v'), volume('v', onHost('b'))],
      ['!node(s) had volume node affinity conflict', ''],
    ],
    [
      'a volume that is gone',
      using('c'),
      [bound('c', 'v')],
      [
        '!node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
        '!node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
      ],
    ],
    ['a free volume on one node', using('c'), [wait, delayed('c'), volume('v', onHost('b'))], [NONE, '']],
    [
      'one free volume for two claims',
      using('c', 'd'),
      [wait, delayed('c'), delayed('d'), volume('v', onHost('b'))],
      [NONE, NONE],
    ],
    [
      'too small a volume',
      using('c'),
      [wait, delayed('c'), volume('v', { capacity: { storage: '1Mi' } })],
      [NONE, NONE],
    ],
    [
      'a volume of another claim',
      using('c'),
      [wait, delayed('c'), volume('v', { claimRef: { namespace: 'default', name: 'd', uid: 'd' } })],
      [NONE, NONE],
    ],
    ['a volume that can be made', using('c'), [maker(), delayed('c')], ['', '']],
    [
      'made where the class allows',
      using('c'),
      [maker({ allowedTopologies: [{ matchLabelExpressions: [{ key: 'host', values: ['a'] }] }] }), delayed('c')],
      ['', NONE],
    ],
    [
      'made on the node that was selected',
      using('c'),
      [maker(), delayed('c', { annotations: { 'volume.kubernetes.io/selected-node': 'b' } })],
      [NONE, ''],
    ],
  ];
  for (const [name, pod, objects, expected] of cases)
    it(name, () => expect(said('VolumeBinding', pod, objects)).toEqual(expected));

  it('waits for the claim of an ephemeral volume, which has to be the own one', () => {
    const pod = makePod('p', { spec: { volumes: [{ name: 'v', ephemeral: {} }] } });
    expect(said('VolumeBinding', pod, [])).toBe(
      '!waiting for ephemeral volume controller to create the persistentvolumeclaim "p-v"',
    );
    expect(said('VolumeBinding', pod, [bound('p-v', 'v')])).toBe(
      '!PVC default/p-v was not created for pod default/p (pod is not owner)',
    );
  });

  it('asks for storage capacity where the driver tells it', () => {
    const driver = object('CSIDriver', 'csi.example.com', { spec: { storageCapacity: true } });
    const capacity = (host: string, size: string) =>
      object('CSIStorageCapacity', host, {
        storageClassName: 'wait',
        capacity: size,
        nodeTopology: { matchLabels: { host } },
      });
    const LITTLE = '!node(s) did not have enough free storage';
    expect(
      said('VolumeBinding', using('c'), [maker(), driver, delayed('c'), capacity('a', '5Gi'), capacity('b', '1Mi')]),
    ).toEqual(['', LITTLE]);
  });
});

describe('VolumeZone', () => {
  const zones = [
    makeNode('a', { labels: { 'topology.kubernetes.io/zone': 'z1' } }),
    makeNode('b', { labels: { 'topology.kubernetes.io/zone': 'z2' } }),
    makeNode('c'),
  ];
  const in1 = volume('v', {}, { 'topology.kubernetes.io/zone': 'z1' });
  const NO = '!node(s) had no available volume zone';
  const told = (objects: KubeObject[]) => verdicts(profileWith('VolumeZone'), using('c'), makeView(zones, [], objects));
  it('lets a pod go where its volume is', () => {
    expect(told([bound('c', 'v'), in1])).toEqual(['', NO, '']);
    expect(told([bound('c', 'v'), volume('v', {}, { 'failure-domain.beta.kubernetes.io/zone': 'z0__z2' })])).toEqual([
      NO,
      '',
      '',
    ]);
    expect(told([bound('c', 'v'), volume('v')])).toEqual(['', '', '']);
  });
  it('needs the claim and its volume', () => {
    expect(told([])).toBe('!persistentvolumeclaim "c" not found');
    expect(told([bound('c', 'v')])).toBe('!persistentvolume "v" not found');
    expect(told([claim('c', { storageClassName: '' })])).toBe(
      '!PersistentVolumeClaim had no pv name and storageClass name',
    );
  });
});

describe('VolumeRestrictions', () => {
  const mine = claim('c', { accessModes: ['ReadWriteOncePod'] });
  const other = (node: string) =>
    makePod('q', { node, spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } });
  const USED = 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';
  it('lets one pod only use a ReadWriteOncePod claim, wherever it is', () => {
    expect(said('VolumeRestrictions', using('c'), [mine])).toEqual(['', '']);
    expect(said('VolumeRestrictions', using('c'), [mine], [other('a')])).toEqual([USED, USED]);
    expect(said('VolumeRestrictions', using('c'), [claim('c')], [other('a')])).toEqual(['', '']);
    expect(said('VolumeRestrictions', using('c'), [])).toBe('!persistentvolumeclaim "c" not found');
  });
  it('lets a disk be mounted once, unless all only read', () => {
    const disk = (name: string, more: object) =>
      makePod(name, { node: 'a', spec: { volumes: [{ name: 'v', ...more } as never] } });
    const gce = (readOnly: boolean) => ({ gcePersistentDisk: { pdName: 'd', readOnly } });
    const incoming = (more: object) =>
      makePod('p', {
        spec: disk('x', more).spec.volumes === undefined ? {} : { volumes: disk('x', more).spec.volumes! },
      });
    const TAKEN = 'node(s) had no available disk';
    expect(said('VolumeRestrictions', incoming(gce(false)), [], [disk('q', gce(true))])).toEqual([TAKEN, '']);
    expect(said('VolumeRestrictions', incoming(gce(true)), [], [disk('q', gce(true))])).toEqual(['', '']);
    const ebs = { awsElasticBlockStore: { volumeID: 'v' } };
    expect(said('VolumeRestrictions', incoming(ebs), [], [disk('q', ebs)])).toEqual([TAKEN, '']);
  });
});

it('NodeVolumeLimits counts the volumes of each driver', () => {
  const csi = (handle: string) => ({ csi: { driver: 'd', volumeHandle: handle } });
  const limits = object('CSINode', 'a', { spec: { drivers: [{ name: 'd', nodeID: 'a', allocatable: { count: 2 } }] } });
  const all = [limits, ...['1', '2', '3'].flatMap((i) => [bound(`c${i}`, `v${i}`), volume(`v${i}`, csi(i))])];
  const q = makePod('q', { node: 'a', spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c1' } }] } });
  expect(said('NodeVolumeLimits', using('c2'), all, [q])).toEqual(['', '']);
  expect(said('NodeVolumeLimits', using('c2', 'c3'), all, [q])).toEqual(['node(s) exceed max volume count', '']);
  expect(said('NodeVolumeLimits', using('c1', 'c2'), all, [q])).toEqual(['', '']);
});
