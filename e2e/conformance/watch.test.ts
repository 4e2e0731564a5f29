import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import { type Framework, MINUTE, SECOND, spec } from './framework.ts';
import { at } from './paths.ts';
import type { Seen, Watching } from './watching.ts';
import { updateWithRetries } from './workloads.ts';

/** Re-expresses test/e2e/apimachinery/watch.go. */

interface ConfigMap extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

const LABEL = 'watch-this-configmap';
const pathOf = (f: Framework, name?: string) => at('v1', 'configmaps', f.namespace, name);

const create = (f: Framework, name: string, value?: string) =>
  f.client.create<ConfigMap>(pathOf(f), {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(value === undefined ? {} : { labels: { [LABEL]: value } }) },
  });

const watchMaps = (f: Framework, resourceVersion: string, ...values: string[]) =>
  f.client.watch<ConfigMap>(pathOf(f), {
    labelSelector: `${LABEL} in (${values.join(',')})`,
    ...(resourceVersion === '' ? {} : { resourceVersion }),
  });

const mutate = (f: Framework, name: string, mutation: string) =>
  updateWithRetries<ConfigMap>(f, pathOf(f, name), (map) => ({ ...map, data: { ...map.data, mutation } }));

const label = (f: Framework, name: string, value: string) =>
  updateWithRetries<ConfigMap>(f, pathOf(f, name), ({ metadata, ...rest }) => ({
    ...rest,
    metadata: { ...metadata, labels: { [LABEL]: value } },
  }));

/** The very next event is of this type, and of this object if there is one to compare with. */
async function expectNext(
  f: Framework,
  watching: Watching<ConfigMap>,
  type: Seen<unknown>['type'],
  object?: ConfigMap,
) {
  const seen = await f.next(watching, type, MINUTE, () => true);
  expect(seen.type).toBe(type);
  if (object !== undefined) expect(seen.object).toEqual(object);
  return seen.object;
}

async function expectNone(f: Framework, watching: Watching<ConfigMap>): Promise<void> {
  await f.sleep(10 * SECOND);
  await f.sleep(0);
  expect(watching.take()).toBeUndefined();
}

spec(
  '[sig-api-machinery] Watchers should observe add, update, and delete watch notifications on configmaps [Conformance]',
  'watch',
  async (f) => {
    const [a, b, both] = [await watchMaps(f, '', 'A'), await watchMaps(f, '', 'B'), await watchMaps(f, '', 'A', 'B')];
    const seenBy = async (type: Seen<unknown>['type'], object: ConfigMap | undefined, who: Watching<ConfigMap>) => {
      await expectNext(f, who, type, object);
      await expectNext(f, both, type, object);
      await expectNone(f, who === a ? b : a);
    };
    const name = 'e2e-watch-test-configmap-a';
    await seenBy('ADDED', await create(f, name, 'A'), a);
    await seenBy('MODIFIED', await mutate(f, name, '1'), a);
    await seenBy('MODIFIED', await mutate(f, name, '2'), a);
    await f.client.remove(pathOf(f, name));
    await seenBy('DELETED', undefined, a);
    const other = 'e2e-watch-test-configmap-b';
    await seenBy('ADDED', await create(f, other, 'B'), b);
    await f.client.remove(pathOf(f, other));
    await seenBy('DELETED', undefined, b);
    for (const watching of [a, b, both]) watching.close();
  },
);

spec(
  '[sig-api-machinery] Watchers should be able to start watching from a specific resource version [Conformance]',
  'watch',
  async (f) => {
    const name = 'e2e-watch-test-resource-version';
    await create(f, name, 'from-resource-version');
    const first = await mutate(f, name, '1');
    const second = await mutate(f, name, '2');
    await f.client.remove(pathOf(f, name));
    const watching = await watchMaps(f, first.metadata.resourceVersion, 'from-resource-version');
    await expectNext(f, watching, 'MODIFIED', second);
    await expectNext(f, watching, 'DELETED');
    watching.close();
  },
);

spec(
  '[sig-api-machinery] Watchers should be able to restart watching from the last resource version observed by the previous watch [Conformance]',
  'watch',
  async (f) => {
    const name = 'e2e-watch-test-watch-closed';
    const broken = await watchMaps(f, '', 'watch-closed-and-restarted');
    const made = await create(f, name, 'watch-closed-and-restarted');
    await mutate(f, name, '1');
    await expectNext(f, broken, 'ADDED', made);
    const last = await expectNext(f, broken, 'MODIFIED');
    broken.close();
    const second = await mutate(f, name, '2');
    const restarted = await watchMaps(f, last.metadata.resourceVersion, 'watch-closed-and-restarted');
    await f.client.remove(pathOf(f, name));
    await expectNext(f, restarted, 'MODIFIED', second);
    await expectNext(f, restarted, 'DELETED');
    restarted.close();
  },
);

spec(
  '[sig-api-machinery] Watchers should observe an object deletion if it stops meeting the requirements of the selector [Conformance]',
  'watch',
  async (f) => {
    const name = 'e2e-watch-test-label-changed';
    const watching = await watchMaps(f, '', 'label-changed-and-restored');
    const made = await create(f, name, 'label-changed-and-restored');
    const first = await mutate(f, name, '1');
    await label(f, name, 'wrong-value');
    await expectNext(f, watching, 'ADDED', made);
    await expectNext(f, watching, 'MODIFIED', first);
    await expectNext(f, watching, 'DELETED');
    await mutate(f, name, '2');
    await expectNone(f, watching);
    const restored = await label(f, name, 'label-changed-and-restored');
    const third = await mutate(f, name, '3');
    await f.client.remove(pathOf(f, name));
    await expectNext(f, watching, 'ADDED', restored);
    await expectNext(f, watching, 'MODIFIED', third);
    await expectNext(f, watching, 'DELETED');
    watching.close();
  },
);

spec(
  '[sig-api-machinery] Watchers should receive events on concurrent watches in same order [Conformance]',
  'watch',
  async (f) => {
    const existing: string[] = [];
    let made = 0;
    /** One change: a new map, one without conditions put back, or one deleted. */
    const change = async (turn: number) => {
      const kind = existing.length === 0 ? 0 : (turn * 7) % 3;
      const which = existing[turn % Math.max(1, existing.length)]!;
      if (kind === 0) existing.push((await create(f, `cm-${made++}`)).metadata.name);
      else if (kind === 1) {
        const data = { turn: String(turn) };
        await f.client.update(pathOf(f, which), {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: which },
          data,
        });
      } else {
        await f.client.remove(pathOf(f, which));
        existing.splice(existing.indexOf(which), 1);
      }
    };
    const page = await f.client.list(pathOf(f));
    let { resourceVersion } = page.metadata;
    const watches: Watching<ConfigMap>[] = [];
    for (let turn = 0; turn < 100; turn++) {
      watches.push(await f.client.watch<ConfigMap>(pathOf(f), { resourceVersion, allowWatchBookmarks: 'true' }));
      await change(turn);
      const versions = new Set<string>();
      for (const watching of watches) {
        const { object } = await f.next(watching, 'the same event', 10 * SECOND, ({ type }) => type !== 'BOOKMARK');
        versions.add(object.metadata.resourceVersion);
      }
      expect(versions.size).toBe(1);
      const [version] = versions;
      expect(Number(version)).toBeGreaterThan(Number(resourceVersion));
      resourceVersion = version!;
    }
    for (const watching of watches) watching.close();
  },
);
