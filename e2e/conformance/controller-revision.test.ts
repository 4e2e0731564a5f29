import { expect } from 'vitest';
import type { ControllerRevision, DaemonSet } from '../../src/api/types/daemon-set.ts';
import {
  checkStatus,
  cleanUp,
  createSet,
  newDaemonSet,
  prepare,
  revisions,
  setPath,
  waitForAllNodes,
  waitForRevisions,
} from './daemon-sets.ts';
import { spec } from './framework.ts';
import { at } from './paths.ts';
import { controllerOf, HTTPD, selectorOf, updateWithRetries } from './workloads.ts';

/** Re-expresses test/e2e/apps/controller_revision.go. */

const NAME = 'e2e-x7k2p-daemon-set';
const LABEL = { 'daemonset-name': NAME };

spec(
  '[sig-apps] ControllerRevision [Serial] should manage the lifecycle of a ControllerRevision [Conformance]',
  'controllerrevisions',
  async (f) => {
    await prepare(f);
    const pathOf = (name?: string) => at('apps/v1', 'controllerrevisions', f.namespace, name);
    const created = await createSet(f, newDaemonSet(HTTPD, {}, NAME, LABEL, LABEL));
    await waitForAllNodes(f, created);
    await checkStatus(f, NAME);
    const labelSelector = selectorOf(LABEL);
    expect((await f.client.list(at('apps/v1', 'daemonsets'), { labelSelector })).items.length).toBe(1);
    const set = await f.client.get<DaemonSet>(setPath(f, undefined, NAME));
    const all = await f.client.list<ControllerRevision>(at('apps/v1', 'controllerrevisions'), { labelSelector });
    expect(all.items.length).toBe(1);
    expect(controllerOf(all.items[0]!)).toMatchObject({ kind: 'DaemonSet', uid: set.metadata.uid });
    const first = await f.client.get<ControllerRevision>(pathOf(all.items[0]!.metadata.name));
    const { name } = first.metadata;

    const patched = await f.client.patch(pathOf(name), 'strategic-merge', {
      metadata: { labels: { [name]: 'patched' } },
    });
    expect(patched.metadata.labels?.[name]).toBe('patched');
    expect(Number(patched.metadata.resourceVersion)).toBeGreaterThan(Number(first.metadata.resourceVersion));

    const hash = '6f4dcb9b7c';
    await f.client.create(pathOf(), {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: `${NAME}-${hash}`,
        namespace: f.namespace,
        labels: { ...LABEL, 'controller-revision-hash': hash },
        annotations: set.metadata.annotations,
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'DaemonSet',
            name: NAME,
            uid: set.metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      data: first.data,
      revision: first.revision + 1,
    });
    await waitForRevisions(f, 2, LABEL);
    await f.client.remove(pathOf(name));
    await waitForRevisions(f, 1, LABEL);

    const left = await f.client.list<ControllerRevision>(pathOf());
    const second = left.items[0]!.metadata.name;
    const updated = await updateWithRetries<ControllerRevision>(f, pathOf(second), ({ metadata, ...rest }) => ({
      ...rest,
      metadata: { ...metadata, labels: { ...metadata.labels, [second]: 'updated' } },
    }));
    expect(updated.metadata.labels?.[second]).toBe('updated');

    await f.client.patch(setPath(f, undefined, NAME), 'strategic-merge', {
      spec: { template: { spec: { terminationGracePeriodSeconds: 1 } } },
      updateStrategy: { type: 'RollingUpdate' },
    });
    await waitForRevisions(f, 2, LABEL);
    await f.client.remove(pathOf(), {}, { labelSelector: `${second}=updated` });
    await waitForRevisions(f, 1, LABEL);
    expect((await revisions(f, LABEL))[0]?.revision).toBe(3);
    await cleanUp(f);
  },
);
