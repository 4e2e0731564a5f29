import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import { isRefusal, refusalOf } from './api-client.ts';
import { type Framework, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import { newPod, PAUSE, updateWithRetries, waitForPod } from './workloads.ts';

/** Re-expresses test/e2e/apimachinery/namespace.go. */

interface Namespace extends KubeObject {
  readonly spec: { readonly finalizers?: readonly string[] };
  readonly status: { readonly phase: string; readonly conditions?: readonly Readonly<Record<string, unknown>>[] };
}

const pathOf = (name: string, part?: string) => at('v1', 'namespaces', undefined, name, part);

const removed = (f: Framework, name: string, seconds: number) =>
  f.poll(`namespace ${name} is removed`, SECOND, seconds * SECOND, async () => {
    return isRefusal(await f.client.get(pathOf(name)).catch((error: unknown) => error), 'NotFound');
  });

spec(
  '[sig-api-machinery] Namespaces [Serial] should ensure that all pods are removed when a namespace is deleted [Conformance]',
  'namespaces',
  async (f) => {
    const namespace = await f.createNamespace('nsdeletetest');
    const inside = { ...f, namespace };
    const body = newPod('test-pod', PAUSE, undefined, { containers: [{ name: 'nginx', image: PAUSE }] });
    await f.client.create(at('v1', 'pods', namespace), body);
    const pod = await waitForPod(inside, 'test-pod', 'runs', ({ status }) => status.phase === 'Running');
    await f.client.remove(pathOf(namespace));
    await removed(f, namespace, 60 + pod.spec.terminationGracePeriodSeconds!);
    const again = await f.createNamespace('nsdeletetest');
    expect((await refusalOf(f.client.get(at('v1', 'pods', again, 'test-pod')))).code).toBe(404);
  },
);

spec(
  '[sig-api-machinery] Namespaces [Serial] should ensure that all services are removed when a namespace is deleted [Conformance]',
  'namespaces',
  async (f) => {
    const namespace = await f.createNamespace('nsdeletetest');
    await f.client.create(at('v1', 'services', namespace), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'test-service' },
      spec: { selector: { foo: 'bar', baz: 'blah' }, ports: [{ port: 80, targetPort: 80 }] },
    });
    await f.client.remove(pathOf(namespace));
    await removed(f, namespace, 60);
    const again = await f.createNamespace('nsdeletetest');
    expect((await refusalOf(f.client.get(at('v1', 'services', again, 'test-service')))).code).toBe(404);
  },
);

spec('[sig-api-machinery] Namespaces [Serial] should patch a Namespace [Conformance]', 'namespaces', async (f) => {
  const name = await f.createNamespace('nspatchtest-4d1f06a3-9c2e-4b4e-8d0a-6a5f0f0f6d0c');
  const before = await f.client.get(pathOf(name));
  const patched = await f.client.patch(pathOf(name), 'strategic-merge', {
    metadata: { labels: { testLabel: 'testValue' } },
  });
  expect(Number(patched.metadata.resourceVersion)).toBeGreaterThan(Number(before.metadata.resourceVersion));
  expect((await f.client.get(pathOf(name))).metadata.labels?.testLabel).toBe('testValue');
});

spec(
  '[sig-api-machinery] Namespaces [Serial] should apply changes to a namespace status [Conformance]',
  'namespaces',
  async (f) => {
    const name = f.namespace;
    expect((await f.client.get<Namespace>(pathOf(name, 'status'))).status.phase).toBe('Active');
    const condition = (type: string, message: string) => ({
      type,
      status: 'True',
      lastTransitionTime: null,
      reason: 'E2E',
      message,
    });
    const patched = await f.client.patch<Namespace>(pathOf(name, 'status'), 'merge', {
      metadata: { annotations: { 'e2e-patched-ns-status': name } },
      status: { conditions: [condition('StatusPatch', 'Patched by an e2e test')] },
    });
    expect(patched.metadata.annotations?.['e2e-patched-ns-status']).toBe(name);
    expect(patched.status.conditions?.at(-1)).toMatchObject({ reason: 'E2E', message: 'Patched by an e2e test' });
    const updated = await updateWithRetries<Namespace>(f, pathOf(name, 'status'), ({ status, ...rest }) => ({
      ...rest,
      status: {
        ...status,
        conditions: [...(status.conditions ?? []), condition('StatusUpdate', 'Updated by an e2e test')],
      },
    }));
    expect(updated.status.conditions?.at(-1)).toMatchObject({
      type: 'StatusUpdate',
      message: 'Updated by an e2e test',
    });
    expect(updated.status.conditions?.length).toBe(2);
  },
);

spec(
  '[sig-api-machinery] Namespaces [Serial] should apply an update to a Namespace [Conformance]',
  'namespaces',
  async (f) => {
    const updated = await updateWithRetries<Namespace>(f, pathOf(f.namespace), ({ metadata, ...rest }) => ({
      ...rest,
      metadata: { ...metadata, labels: { ...metadata.labels, [f.namespace]: 'updated' } },
    }));
    expect(updated.metadata.labels?.[f.namespace]).toBe('updated');
  },
);

spec(
  '[sig-api-machinery] Namespaces [Serial] should apply a finalizer to a Namespace [Conformance]',
  'namespaces',
  async (f) => {
    const fake = 'e2e.example.com/fakeFinalizer';
    const name = await f.createNamespace('e2e-ns-7mx2p');
    const finalize = async (change: (finalizers: readonly string[]) => readonly string[]) => {
      const namespace = await f.client.get<Namespace>(pathOf(name));
      const finalizers = change(namespace.spec.finalizers ?? []);
      const body = { ...namespace, spec: { ...namespace.spec, finalizers } };
      return f.client.update<Namespace>(pathOf(name, 'finalize'), body);
    };
    const added = await finalize((finalizers) => [...finalizers, fake]);
    expect(added.spec.finalizers).toEqual(['kubernetes', fake]);
    const taken = await finalize((finalizers) => finalizers.filter((one) => one !== fake));
    expect(taken.spec.finalizers).toEqual(['kubernetes']);
  },
);
