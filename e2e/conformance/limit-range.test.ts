import { expect } from 'vitest';
import type { LimitRange } from '../../src/api/types/core.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { isRefusal, refusalOf } from './api-client.ts';
import { type Framework, MINUTE, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import { newPod, PAUSE } from './workloads.ts';

/** Re-expresses test/e2e/scheduling/limit_range.go. */

type Amounts = Readonly<Record<string, string>>;

const ranges = (f: Framework, name?: string) => at('v1', 'limitranges', f.namespace, name);
const amounts = (cpu: string, memory: string, storage: string): Amounts => ({
  cpu,
  memory,
  'ephemeral-storage': storage,
});
const MIN = amounts('50m', '100Mi', '100Gi');
const MAX = amounts('500m', '500Mi', '500Gi');
const REQUEST = amounts('100m', '200Mi', '200Gi');

const newRange = (name: string, labels: Amounts = {}) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name, labels },
  spec: {
    limits: [
      { type: 'Container', min: MIN, max: MAX, default: MAX, defaultRequest: REQUEST, maxLimitRequestRatio: {} },
    ],
  },
});
const createPod = (f: Framework, name: string, requests: Amounts, limits: Amounts) =>
  f.client.create<Pod>(
    at('v1', 'pods', f.namespace),
    newPod(name, PAUSE, undefined, { containers: [{ name: 'pause', image: PAUSE, resources: { requests, limits } }] }),
  );
const resourcesOf = ({ spec: { containers } }: Pod) => containers[0]!.resources;

spec(
  '[sig-scheduling] LimitRange should create a LimitRange with defaults and ensure pod has those defaults applied. [Conformance]',
  'limitrange',
  async (f) => {
    await f.client.create(ranges(f), newRange('limit-range'));
    expect((await f.client.get<LimitRange>(ranges(f, 'limit-range'))).spec.limits[0]!.min).toEqual(MIN);
    expect(resourcesOf(await createPod(f, 'pod-no-resources', {}, {}))).toEqual({ requests: REQUEST, limits: MAX });
    const some = { cpu: '300m', 'ephemeral-storage': '150Gi' };
    const partial = await createPod(f, 'pod-partial-resources', { ...some, memory: '150Mi' }, { cpu: '300m' });
    expect(resourcesOf(partial)).toEqual({ requests: { ...some, memory: '150Mi' }, limits: { ...MAX, cpu: '300m' } });
    await refusalOf(createPod(f, 'less', amounts('10m', '50Mi', '50Gi'), {}));
    await refusalOf(createPod(f, 'more', amounts('600m', '600Mi', '600Gi'), {}));
    await f.client.patch(ranges(f, 'limit-range'), 'json', [
      { op: 'replace', path: '/spec/limits/0/min', value: amounts('9m', '49Mi', '49Gi') },
    ]);
    const small = await createPod(f, 'pod-small', amounts('10m', '50Mi', '50Gi'), {});
    expect(resourcesOf(small)?.requests?.cpu).toBe('10m');
    await refusalOf(createPod(f, 'still-more', amounts('600m', '600Mi', '600Gi'), {}));
    await f.client.remove(ranges(f, 'limit-range'));
    await f.poll('it is gone', SECOND, MINUTE, async () => (await f.client.list(ranges(f))).items.length === 0);
    await createPod(f, 'pod-big', amounts('600m', '600Mi', '600Gi'), {});
  },
);

spec(
  '[sig-scheduling] LimitRange should list, patch and delete a LimitRange by collection [Conformance]',
  'limitrange',
  async (f) => {
    const labels = { 'e2e-limitrange': 'patched' };
    const labelSelector = 'e2e-limitrange=patched';
    await f.client.create(ranges(f), newRange('e2e-limitrange'));
    const other = await f.createNamespace('e2e-limitrange');
    await f.client.create(at('v1', 'limitranges', other), newRange('e2e-limitrange', labels));
    const min = amounts('42m', '42Mi', '50Gi');
    const patch = { metadata: { labels }, spec: { limits: [{ type: 'Container', min }] } };
    const patched = await f.client.patch<LimitRange>(ranges(f, 'e2e-limitrange'), 'strategic-merge', patch);
    expect([patched.metadata.labels, patched.spec.limits[0]!.min]).toEqual([labels, min]);
    await f.client.remove(ranges(f), {}, { labelSelector });
    await expect(f.client.get(ranges(f, 'e2e-limitrange'))).rejects.toSatisfy((error) => isRefusal(error, 'NotFound'));
    expect((await f.client.list(at('v1', 'limitranges'), { labelSelector })).items).toHaveLength(1);
  },
);
