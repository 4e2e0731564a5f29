import { expect } from 'vitest';
import type { DaemonSet } from '../../src/api/types/daemon-set.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { isRefusal } from './api-client.ts';
import {
  allOfImage,
  checkHashes,
  checkStatus,
  cleanUp,
  createSet,
  currentRevision,
  daemonPods,
  hashOf,
  LABEL,
  labelNode,
  NAME,
  newDaemonSet,
  podSpec,
  prepare,
  setPath,
  waitForAllNodes,
  waitForNodes,
  waitForRevisions,
} from './daemon-sets.ts';
import { type Framework, MINUTE, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import { AGNHOST, HTTPD, selectorOf, updateWithRetries } from './workloads.ts';

/** Re-expresses test/e2e/apps/daemon_set.go. */

const daemonSpec = (name: string, body: (f: Framework) => Promise<void>) =>
  spec(name, 'daemonsets', async (f) => {
    await prepare(f);
    await body(f);
    await cleanUp(f);
  });

daemonSpec('[sig-apps] Daemon set [Serial] should run and stop simple daemon [Conformance]', async (f) => {
  const set = await createSet(f, newDaemonSet(HTTPD));
  await waitForAllNodes(f, set);
  await checkStatus(f);
  const [pod] = await daemonPods(f);
  await f.client.remove(at('v1', 'pods', f.namespace, pod!.metadata.name));
  await waitForAllNodes(f, set);
});

daemonSpec('[sig-apps] Daemon set [Serial] should run and stop complex daemon [Conformance]', async (f) => {
  const color = (value: string) => ({ 'daemonset-color': value });
  const template = { metadata: { labels: LABEL }, spec: { ...podSpec(HTTPD), nodeSelector: color('blue') } };
  const set = await createSet(f, newDaemonSet(HTTPD, { template }));
  await waitForNodes(f, set, []);
  await labelNode(f, 'node02', color('blue'));
  await waitForNodes(f, set, ['node02']);
  await checkStatus(f);
  await labelNode(f, 'node02', color('green'));
  await waitForNodes(f, set, []);
  const patched = await f.client.patch<DaemonSet>(setPath(f), 'strategic-merge', {
    spec: { template: { spec: { nodeSelector: color('green') } }, updateStrategy: { type: 'RollingUpdate' } },
  });
  await waitForNodes(f, patched, ['node02']);
  await checkStatus(f);
});

daemonSpec('[sig-apps] Daemon set [Serial] should run and stop complex daemon with node affinity', async (f) => {
  const nodeSelectorTerms = [{ matchExpressions: [{ key: 'daemonset-color', operator: 'In', values: ['blue'] }] }];
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
  const template = { metadata: { labels: LABEL }, spec: { ...podSpec(HTTPD), affinity } };
  const set = await createSet(f, newDaemonSet(HTTPD, { template }));
  await waitForNodes(f, set, []);
  await labelNode(f, 'node03', { 'daemonset-color': 'blue' });
  await waitForNodes(f, set, ['node03']);
  await checkStatus(f);
  await labelNode(f, 'node03', {});
  await waitForNodes(f, set, []);
});

daemonSpec('[sig-apps] Daemon set [Serial] should retry creating failed daemon pods [Conformance]', async (f) => {
  const set = await createSet(f, newDaemonSet(HTTPD));
  await waitForAllNodes(f, set);
  await checkStatus(f);
  const [pod] = await daemonPods(f);
  const { resourceVersion: _, ...metadata } = pod!.metadata;
  const path = at('v1', 'pods', f.namespace, metadata.name);
  // A list names the kind of its items nowhere.
  const failed = { apiVersion: 'v1', kind: 'Pod', ...pod, metadata, status: { ...pod!.status, phase: 'Failed' } };
  await f.client.update(`${path}/status`, failed);
  await waitForAllNodes(f, set);
  await f.poll('the failed pod goes', SECOND, 5 * MINUTE, async () => {
    try {
      await f.client.get(path);
      return false;
    } catch (error) {
      if (isRefusal(error, 'NotFound')) return true;
      throw error;
    }
  });
});

const imagePatch = (image: string) => ({ spec: { template: { spec: { containers: [{ name: 'app', image }] } } } });

daemonSpec(
  '[sig-apps] Daemon set [Serial] should not update pod when spec was updated and update strategy is OnDelete',
  async (f) => {
    const set = await createSet(f, newDaemonSet(HTTPD, { updateStrategy: { type: 'OnDelete' } }));
    await waitForAllNodes(f, set);
    await waitForRevisions(f, 1);
    const first = await currentRevision(f);
    expect(first.revision).toBe(1);
    await checkHashes(f, hashOf(first));
    const patched = await f.client.patch<DaemonSet>(setPath(f), 'strategic-merge', imagePatch(AGNHOST));
    await f.poll('the pods stay as they are', SECOND, 5 * MINUTE, () => allOfImage(f, patched, HTTPD, 0));
    await waitForAllNodes(f, patched);
    await waitForRevisions(f, 2);
    const current = await currentRevision(f);
    expect(current.revision).toBe(2);
    expect(hashOf(current)).not.toBe(hashOf(first));
    await checkHashes(f, hashOf(first));
  },
);

daemonSpec(
  '[sig-apps] Daemon set [Serial] should update pod when spec was updated and update strategy is RollingUpdate [Conformance]',
  async (f) => {
    const set = await createSet(f, newDaemonSet(HTTPD, { updateStrategy: { type: 'RollingUpdate' } }));
    await waitForAllNodes(f, set);
    await waitForRevisions(f, 1);
    const first = await currentRevision(f);
    expect(first.revision).toBe(1);
    await checkHashes(f, hashOf(first));
    const patched = await f.client.patch<DaemonSet>(setPath(f), 'strategic-merge', imagePatch(AGNHOST));
    await f.poll('all pods are updated', SECOND, 7 * MINUTE, () => allOfImage(f, patched, AGNHOST, 1));
    await waitForAllNodes(f, patched);
    await waitForRevisions(f, 2);
    const current = await currentRevision(f);
    expect(current.revision).toBe(2);
    await checkHashes(f, hashOf(current));
  },
);

daemonSpec('[sig-apps] Daemon set [Serial] should rollback without unnecessary restarts [Conformance]', async (f) => {
  const set = await createSet(f, newDaemonSet(HTTPD, { updateStrategy: { type: 'RollingUpdate' } }));
  await waitForAllNodes(f, set);
  const imageOf = (pod: Pod | DaemonSet['spec']['template']) => pod.spec?.containers[0]?.image;
  const withImage = (image: string) => (update: DaemonSet) => {
    const { template } = update.spec;
    const containers = [{ ...template.spec!.containers[0]!, image }];
    return { ...update, spec: { ...update.spec, template: { ...template, spec: { ...template.spec, containers } } } };
  };
  await updateWithRetries(f, setPath(f), withImage('foo:non-existent'));
  await f.poll('a pod is new', SECOND, 5 * MINUTE, async () =>
    (await daemonPods(f)).some((pod) => imageOf(pod) === 'foo:non-existent'),
  );
  const pods = await daemonPods(f);
  const existing = pods.filter((pod) => imageOf(pod) === HTTPD).map(({ metadata }) => metadata.name);
  expect(existing.length).toBeGreaterThan(0);
  expect(existing.length).toBeLessThan(pods.length);
  const back = await updateWithRetries(f, setPath(f), withImage(HTTPD));
  await f.poll('the set is back', SECOND, 5 * MINUTE, () => allOfImage(f, back, HTTPD, 1));
  const names = (await daemonPods(f)).map(({ metadata }) => metadata.name);
  expect(names).toEqual(expect.arrayContaining(existing));
});

daemonSpec(
  '[sig-apps] Daemon set [Serial] should list and delete a collection of DaemonSets [Conformance]',
  async (f) => {
    const set = await createSet(f, newDaemonSet(HTTPD, {}, NAME, LABEL, LABEL));
    await waitForAllNodes(f, set);
    await checkStatus(f);
    const labelSelector = selectorOf(LABEL);
    const all = await f.client.list(at('apps/v1', 'daemonsets'), { labelSelector });
    expect(all.items.length).toBe(1);
    const path = at('apps/v1', 'daemonsets', f.namespace);
    await f.client.remove(path, { gracePeriodSeconds: 1 }, { labelSelector });
    const left = await f.client.list(at('apps/v1', 'daemonsets'), { labelSelector });
    expect(left.items).toEqual([]);
  },
);

daemonSpec('[sig-apps] Daemon set [Serial] should verify changes to a daemon set status [Conformance]', async (f) => {
  const labelSelector = selectorOf(LABEL);
  const { metadata } = await f.client.list(at('apps/v1', 'daemonsets'), { labelSelector });
  const set = await createSet(f, newDaemonSet(HTTPD, {}, NAME, LABEL, LABEL));
  await waitForAllNodes(f, set);
  await checkStatus(f);
  const read = await f.client.get<DaemonSet>(setPath(f, 'status'));
  expect(read.kind).toBe('DaemonSet');
  await updateWithRetries<DaemonSet>(f, setPath(f, 'status'), ({ status, ...rest }) => ({
    ...rest,
    status: {
      ...status,
      conditions: [
        ...(status.conditions ?? []),
        { type: 'StatusUpdate', status: 'True', lastTransitionTime: null, reason: 'E2E', message: 'Set from e2e test' },
      ],
    },
  }));
  const path = at('apps/v1', 'daemonsets', f.namespace);
  const query = { resourceVersion: metadata.resourceVersion, labelSelector };
  await f.until<DaemonSet>(path, query, 'the status is updated', 5 * MINUTE, ({ object }) =>
    (object.status.conditions ?? []).some(
      ({ type, reason, message }) => type === 'StatusUpdate' && reason === 'E2E' && message === 'Set from e2e test',
    ),
  );
  // This is what Go makes of a DaemonSet with nothing but one condition.
  await f.client.patch(setPath(f, 'status'), 'merge', {
    metadata: { creationTimestamp: null },
    spec: {
      selector: null,
      template: { metadata: { creationTimestamp: null }, spec: { containers: null } },
      updateStrategy: {},
    },
    status: {
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
      conditions: [{ type: 'StatusPatched', status: 'True', lastTransitionTime: null }],
    },
  });
  await f.until<DaemonSet>(path, query, 'the status is patched', 5 * MINUTE, ({ object }) =>
    (object.status.conditions ?? []).some(({ type }) => type === 'StatusPatched'),
  );
});
