import { describe, expect, it } from 'vitest';
import type { Draft, KubeObject } from '../../../api/object.ts';
import { limitRanges, namespaces, persistentVolumeClaims, pods } from '../../../api/resources.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

type Amounts = Readonly<Record<string, string>>;

/** A door with one limit range behind it. */
function door(...limits: readonly object[]) {
  const server = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  server.bootstrap();
  const client = server.client({ name: 'admin', groups: ['system:masters'] });
  const draft = (rest: object) => rest as unknown as Draft<KubeObject>;
  client.create(namespaces, undefined, draft({ metadata: { name: 'l' } }) as never);
  client.create({ ...limitRanges }, 'l', draft({ metadata: { name: 'limits' }, spec: { limits } }) as never);
  const account = { group: '', version: 'v1', plural: 'serviceaccounts', kind: 'ServiceAccount', namespaced: true };
  client.create(account, 'l', draft({ metadata: { name: 'default' } }));
  return {
    pod: (resources: object, spec: object = {}) =>
      client.create(
        pods,
        'l',
        draft({
          metadata: { name: 'p' },
          spec: { containers: [{ name: 'c', image: 'i', resources }], ...spec },
        }) as never,
      ),
    claim: (storage: string) =>
      client.create(
        persistentVolumeClaims,
        'l',
        draft({
          metadata: { name: 'v' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
        }) as never,
      ),
  };
}

const range = {
  type: 'Container',
  min: { cpu: '50m', memory: '100Mi', 'ephemeral-storage': '100Gi' },
  max: { cpu: '500m', memory: '500Mi', 'ephemeral-storage': '500Gi' },
  default: { cpu: '500m', memory: '500Mi', 'ephemeral-storage': '500Gi' },
  defaultRequest: { cpu: '100m', memory: '200Mi', 'ephemeral-storage': '200Gi' },
};

describe('a limit range', () => {
  it('gives containers what they do not say', () => {
    const made = door(range).pod({ requests: { cpu: '300m', memory: '150Mi' }, limits: { cpu: '300m' } });
    expect(made.spec.containers[0]!.resources).toEqual({
      requests: { cpu: '300m', memory: '150Mi', 'ephemeral-storage': '200Gi' },
      limits: { cpu: '300m', memory: '500Mi', 'ephemeral-storage': '500Gi' },
    });
    expect(made.metadata.annotations).toEqual({
      'kubernetes.io/limit-ranger':
        'LimitRanger plugin set: ephemeral-storage request for container c; ephemeral-storage, memory limit for container c',
    });
    expect(made.status.qosClass).toBe('Burstable');
  });

  it.each<[string, object, Amounts, Amounts, string]>([
    [
      'least',
      { type: 'Container', min: { cpu: '50m' } },
      { cpu: '10m' },
      {},
      'minimum cpu usage per Container is 50m, but request is 10m',
    ],
    [
      'least, unsaid',
      { type: 'Pod', min: { memory: '1Gi' } },
      {},
      {},
      'minimum memory usage per Pod is 1Gi.  No request is specified',
    ],
    [
      'most',
      { type: 'Pod', max: { cpu: '500m' } },
      {},
      { cpu: '600m' },
      'maximum cpu usage per Pod is 500m, but limit is 600m',
    ],
    [
      'most, unsaid',
      { type: 'Pod', max: { cpu: '500m' } },
      {},
      {},
      'maximum cpu usage per Pod is 500m.  No limit is specified',
    ],
    [
      'ratio',
      { type: 'Container', maxLimitRequestRatio: { memory: '2' } },
      { memory: '1Gi' },
      { memory: '3Gi' },
      'memory max limit to request ratio per Container is 2, but provided ratio is 3.000000',
    ],
    [
      'ratio, unsaid',
      { type: 'Container', maxLimitRequestRatio: { memory: '2' } },
      {},
      {},
      'memory max limit to request ratio per Container is 2, but no request is specified or request is 0',
    ],
    [
      'two things',
      { type: 'Pod', max: { cpu: '1', memory: '1Gi' } },
      {},
      { cpu: '2', memory: '2Gi' },
      '[maximum cpu usage per Pod is 1, but limit is 2, maximum memory usage per Pod is 1Gi, but limit is 2Gi]',
    ],
  ])('refuses by its %s', (_what, item, requests, limits, message) => {
    expect(() => door(item).pod({ requests, limits })).toThrow(`pods "p" is forbidden: ${message}`);
  });

  it('holds claims to what may be asked', () => {
    const { claim } = door({ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '2Gi' } });
    const about = 'persistentvolumeclaims "v" is forbidden:';
    expect(() => claim('3Gi')).toThrow(
      `${about} maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi`,
    );
    expect(() => claim('1Mi')).toThrow(
      `${about} minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 1Mi`,
    );
    expect(claim('2Gi').metadata.name).toBe('v');
  });
});
