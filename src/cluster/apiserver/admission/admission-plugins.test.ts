import { describe, expect, it } from 'vitest';
import type { Method, Status, User } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const ADMIN: User = { name: 'admin', groups: ['system:masters'] };
const NODE: User = { name: 'system:node:n1', groups: ['system:nodes', 'system:masters'] };

/** Answers are taken apart freely. */
// biome-ignore lint/suspicious/noExplicitAny: the shape under test is what the assertions say.
type Loose = any;

function door() {
  const server = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  server.bootstrap();
  const send = (method: Method, path: string, body?: object, user = ADMIN): Loose =>
    server.handle({
      method,
      path,
      query: {},
      headers: { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' },
      ...(body === undefined ? {} : { body }),
      user,
    }).body;
  const make = (path: string, kind: string, metadata: object, rest: object = {}, user = ADMIN): Loose => {
    const group = /^\/apis\/([^/]+\/[^/]+)\//.exec(path)?.[1] ?? 'v1';
    return send('POST', path, { apiVersion: group, kind, metadata, ...rest }, user);
  };
  make('/api/v1/namespaces/default/serviceaccounts', 'ServiceAccount', { name: 'default' });
  return { send, make };
}

const POD = { containers: [{ name: 'c', image: 'i' }] };
const PODS = '/api/v1/namespaces/default/pods';
const CLAIMS = '/api/v1/namespaces/default/persistentvolumeclaims';
const CLASSES = '/apis/storage.k8s.io/v1/storageclasses';
const claimOf = (size: string, more: object = {}) => ({
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...more },
});
const isDefault = { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };

describe('claims and volumes', () => {
  it('get the default class and stay while they are used', () => {
    const { make } = door();
    expect(
      make(CLAIMS, 'PersistentVolumeClaim', { name: 'none' }, claimOf('1Gi')).spec.storageClassName,
    ).toBeUndefined();
    for (const name of ['b', 'a']) make(CLASSES, 'StorageClass', { name, ...isDefault }, { provisioner: 'p' });
    const claim = make(CLAIMS, 'PersistentVolumeClaim', { name: 'some' }, claimOf('1Gi'));
    expect(claim.spec.storageClassName).toBe('a');
    expect(claim.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    const said = make(CLAIMS, 'PersistentVolumeClaim', { name: 'said' }, claimOf('1Gi', { storageClassName: '' }));
    expect(said.spec.storageClassName).toBe('');
  });

  it('grow only when bound and where their class lets them', () => {
    const { make, send } = door();
    make(CLASSES, 'StorageClass', { name: 'fixed', ...isDefault }, { provisioner: 'p' });
    make(CLAIMS, 'PersistentVolumeClaim', { name: 'c' }, claimOf('1Gi'));
    const grow = () => send('PATCH', `${CLAIMS}/c`, { spec: { resources: { requests: { storage: '2Gi' } } } });
    expect((grow() as Status).message).toMatch(/only bound persistent volume claims|spec is immutable/i);
    send('PATCH', `${CLAIMS}/c/status`, { status: { phase: 'Bound', capacity: { storage: '1Gi' } } });
    expect((grow() as Status).message).toBe(
      'persistentvolumeclaims "c" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
    send('PATCH', `${CLASSES}/fixed`, { allowVolumeExpansion: true });
    expect(grow().spec.resources.requests.storage).toBe('2Gi');
  });
});

describe('ingresses', () => {
  it('get the default class', () => {
    const { make } = door();
    const annotations = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    make(
      '/apis/networking.k8s.io/v1/ingressclasses',
      'IngressClass',
      { name: 'in', annotations },
      { spec: { controller: 'a.b/c' } },
    );
    const path = '/apis/networking.k8s.io/v1/namespaces/default/ingresses';
    const spec = { defaultBackend: { service: { name: 's', port: { number: 80 } } } };
    expect(make(path, 'Ingress', { name: 'i' }, { spec }).spec.ingressClassName).toBe('in');
  });
});

describe('a runtime class', () => {
  it('gives its pods overhead and nodes, and is not to be argued with', () => {
    const { make } = door();
    const scheduling = { nodeSelector: { sandbox: 'yes' }, tolerations: [{ key: 'sandbox', operator: 'Exists' }] };
    const rest = { handler: 'h', overhead: { podFixed: { cpu: '250m' } }, scheduling };
    make('/apis/node.k8s.io/v1/runtimeclasses', 'RuntimeClass', { name: 'box' }, rest);
    const run = (name: string, more: object) => make(PODS, 'Pod', { name }, { spec: { ...POD, ...more } });
    const { spec } = run('a', { runtimeClassName: 'box', nodeSelector: { disk: 'ssd' } });
    expect(spec).toMatchObject({ overhead: { cpu: '250m' }, nodeSelector: { disk: 'ssd', sandbox: 'yes' } });
    expect(spec.tolerations).toContainEqual({ key: 'sandbox', operator: 'Exists' });
    expect(run('b', { runtimeClassName: 'no' }).message).toBe(
      'pods "b" is forbidden: pod rejected: RuntimeClass "no" not found',
    );
    expect(run('c', { runtimeClassName: 'box', nodeSelector: { sandbox: 'no' } }).message).toBe(
      'pods "c" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[sandbox] = yes; pod.spec.nodeSelector[sandbox] = no',
    );
    expect(run('d', { runtimeClassName: 'box', overhead: { cpu: '1' } }).message).toBe(
      "pods \"d\" is forbidden: pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
    );
    expect(run('e', { overhead: { cpu: '1' } }).message).toBe(
      'pods "e" is forbidden: pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    );
  });
});

describe('a node', () => {
  it('writes only what is its own', () => {
    const { make, send } = door();
    for (const name of ['n1', 'n2']) make('/api/v1/nodes', 'Node', { name });
    expect(send('PATCH', '/api/v1/nodes/n2', { metadata: { labels: { a: 'b' } } }, NODE).message).toBe(
      'nodes "n2" is forbidden: node "n1" is not allowed to modify node "n2"',
    );
    expect(send('PATCH', '/api/v1/nodes/n1', { metadata: { labels: { a: 'b' } } }, NODE).metadata.labels).toMatchObject(
      { a: 'b' },
    );
    const secure = { 'x.node-restriction.kubernetes.io/a': 'b', 'node-role.kubernetes.io/control-plane': '' };
    expect(send('PATCH', '/api/v1/nodes/n1', { metadata: { labels: secure } }, NODE).message).toBe(
      'nodes "n1" is forbidden: is not allowed to modify labels: node-role.kubernetes.io/control-plane, x.node-restriction.kubernetes.io/a',
    );
    expect(send('PATCH', '/api/v1/nodes/n1', { spec: { taints: [] } }, NODE).message).toBe(
      'nodes "n1" is forbidden: node "n1" is not allowed to modify taints',
    );
    expect(make(PODS, 'Pod', { name: 'p' }, { spec: { ...POD, nodeName: 'n1' } }, NODE).message).toBe(
      'pods "p" is forbidden: pod does not have "kubernetes.io/config.mirror" annotation, node "n1" can only create mirror pods',
    );
    make(PODS, 'Pod', { name: 'other' }, { spec: { ...POD, nodeName: 'n2' } });
    expect(send('DELETE', `${PODS}/other`, undefined, NODE).message).toBe(
      'pods "other" is forbidden: node "n1" can only delete pods with spec.nodeName set to itself',
    );
  });
});
