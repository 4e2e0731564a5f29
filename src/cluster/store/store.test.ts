import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/object.ts';
import { createWorld } from '../../sim/world.ts';
import { createStore } from './store.ts';

const object = (name: string, namespace = 'default', more: object = {}): KubeObject =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, uid: name, ownerReferences: [] }, ...more }) as never;

describe('the store', () => {
  it('lists in key order, from indexes, and never changes a list it gave', () => {
    const store = createStore(createWorld({ seed: 1, startAt: 0 }));
    for (const name of ['c', 'a', 'b']) store.put('pods', `default/${name}`, object(name), 'absent');
    store.put('pods', 'default-2/z', object('z', 'default-2', { spec: { nodeName: 'n' } }), 'absent');
    const before = store.list('pods');
    expect(before.map(({ metadata }) => metadata.name)).toEqual(['z', 'a', 'b', 'c']);
    expect(store.list('pods', { node: 'n' })).toHaveLength(1);
    const a = store.get('pods', 'default/a')!;
    expect(store.delete('pods', 'default/a', '999')).toBeUndefined();
    expect(store.delete('pods', 'default/a', a.metadata.resourceVersion)).toBeDefined();
    expect(before).toHaveLength(4);
    expect(store.list('pods', { namespace: 'default' }).map(({ metadata }) => metadata.name)).toEqual(['b', 'c']);
    expect(Object.isFrozen(store.get('pods', 'default/b')!.metadata)).toBe(true);
  });

  it('tells watchers by the clock, in order, once, also in a forked world', () => {
    const world = createWorld({ seed: 1, startAt: 0 });
    const store = createStore(world);
    const seen: string[] = [];
    store.changes.watch('pods', ({ type, object: { metadata } }) => seen.push(`${type} ${metadata.name}`));
    const a = store.put('pods', 'default/a', object('a'), 'absent')!;
    store.put('pods', 'default/a', { ...a, kind: 'Pod' }, a.metadata.resourceVersion);
    expect(seen).toEqual([]);
    const fork = createWorld(world.snapshot());
    const forked = createStore(fork);
    const seenThere: string[] = [];
    forked.changes.watch('pods', ({ type }) => seenThere.push(type));
    world.clock.settle(1000);
    expect(seen).toEqual(['ADDED a', 'MODIFIED a']);
    fork.clock.settle(1000);
    expect(seenThere).toEqual(['ADDED', 'MODIFIED']);
    forked.put('pods', 'default/b', object('b'), 'absent');
    expect(store.list('pods')).toHaveLength(1);
  });

  it('replays what is kept and refuses what is forgotten', () => {
    const world = createWorld({ seed: 1, startAt: 0 });
    const store = createStore(world);
    let last = store.put('pods', 'default/a', object('a'), 'absent')!;
    for (let i = 0; i < 25_000; i++) last = store.put('pods', 'default/a', last, last.metadata.resourceVersion)!;
    world.clock.settle(1000);
    expect(store.changes.observe('pods', 1, () => {})).toBeUndefined();
    let count = 0;
    expect(store.changes.observe('pods', store.revision - 3, () => count++)).toBeDefined();
    expect(count).toBe(3);
  });
});
