import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import { configMaps } from '../../../api/resources.ts';
import type { Query, ResponseStream, WatchEvent } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };

describe('watches', () => {
  it('cannot begin at a revision whose changes are forgotten', () => {
    const world = createWorld({ seed: 1, startAt: 0 });
    const api = createApiServer(world);
    api.bootstrap();
    const client = api.client(user);
    let last = client.create(configMaps, 'default', { metadata: { name: 'a' } } as never);
    for (let turn = 0; turn < 25_000; turn++) {
      last = client.update(configMaps, { ...last, data: { turn: `${turn}` } });
      if (turn % 1000 === 0) world.clock.settle(1);
    }
    world.clock.settle(1);
    const watch = (resourceVersion: string) => {
      const frames: WatchEvent[] = [];
      const query = { watch: '1', resourceVersion };
      const path = '/api/v1/configmaps';
      const answer = api.handle({ method: 'GET', path, query, headers: {}, user });
      (answer.body as ResponseStream<WatchEvent>).open(
        (frame) => frames.push(frame),
        () => {},
      );
      return frames;
    };
    expect(watch('1')).toMatchObject([
      {
        type: 'ERROR',
        object: {
          reason: 'Expired',
          code: 410,
          message: expect.stringMatching(/^too old resource version: 1 \(\d+\)$/),
        },
      },
    ]);
    const { message } = watch('1')[0]!.object as { readonly message: string };
    const oldest = Number(/\((\d+)\)/.exec(message)?.[1]);
    expect(oldest).toBeGreaterThan(1);
    expect(watch(`${oldest}`).every(({ type }) => type === 'MODIFIED')).toBe(true);
    expect(watch(`${oldest - 1}`)[0]?.type).toBe('ERROR');
    expect(watch(last.metadata.resourceVersion!)).toEqual([]);
  });

  const opened = (query: Query, headers = {}) => {
    const world = createWorld({ seed: 1, startAt: 0 });
    const api = createApiServer(world);
    api.bootstrap();
    const client = api.client(user);
    const put = (name: string, labels = {}) =>
      client.create(configMaps, 'default', { metadata: { name, labels } } as never);
    put('first', { app: 'a' });
    world.clock.settle(1);
    const frames: WatchEvent[] = [];
    let ended = false;
    const request = { method: 'GET', path: '/api/v1/namespaces/default/configmaps', headers, user } as const;
    const answer = api.handle({ ...request, query: { watch: 'true', ...query } });
    (answer.body as ResponseStream<WatchEvent>).open(
      (frame) => frames.push(frame),
      () => {
        ended = true;
      },
    );
    const shown = () => {
      const texts = frames.map(({ type, object }) => `${type} ${(object as KubeObject).metadata.name ?? ''}`.trim());
      frames.length = 0;
      return texts;
    };
    return { world, client, put, frames, shown, isEnded: () => ended };
  };

  it('begin with what there is, and say when they know it all if they are asked', () => {
    expect(opened({ labelSelector: 'app' }).shown()).toEqual(['ADDED first']);
    const query = { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan', labelSelector: 'app' };
    expect(opened(query).shown()).toEqual(['ADDED first']);
    const { frames } = opened({ ...query, allowWatchBookmarks: 'true' });
    expect(frames[1]).toMatchObject({
      type: 'BOOKMARK',
      object: { kind: 'ConfigMap', metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
    });
    const none = { ...query, sendInitialEvents: 'false', resourceVersion: '0' };
    expect(opened(none).shown()).toEqual([]);
  });

  it('tell by bookmarks how far they are, and end after their time', () => {
    const { world, put, frames, shown, isEnded } = opened({
      allowWatchBookmarks: 'true',
      timeoutSeconds: '90',
      labelSelector: 'app',
    });
    const { metadata } = put('other');
    world.clock.settle(1);
    frames.length = 0;
    world.clock.advanceTo(world.clock.now() + 60_000);
    expect(frames).toMatchObject([
      { type: 'BOOKMARK', object: { metadata: { resourceVersion: metadata.resourceVersion } } },
    ]);
    expect([shown(), isEnded()]).toEqual([['BOOKMARK'], false]);
    world.clock.advanceTo(world.clock.now() + 28_500);
    expect([shown(), isEnded()]).toEqual([['BOOKMARK'], false]);
    world.clock.advanceTo(world.clock.now() + 60_000);
    expect([shown(), isEnded()]).toEqual([[], true]);
  });

  it('see objects that come to be selected as added, and others as deleted', () => {
    const { world, client, shown } = opened({ labelSelector: 'app=a' });
    const change = (labels: object) => {
      const object = client.get(configMaps, 'default', 'first')!;
      const { resourceVersion } = client.update(configMaps, {
        ...object,
        metadata: { ...object.metadata, labels },
      } as never).metadata;
      world.clock.settle(1);
      return resourceVersion;
    };
    change({ app: 'b' });
    change({ app: 'c' });
    change({ app: 'a' });
    change({ app: 'a', more: 'x' });
    expect(shown()).toEqual(['ADDED first', 'DELETED first', 'ADDED first', 'MODIFIED first']);
  });

  it('come as tables, of which the first has columns, and as metadata', () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const { world, put, frames } = opened({ allowWatchBookmarks: '1' }, { accept });
    put('second');
    world.clock.advanceTo(world.clock.now() + 60_000);
    expect(frames).toMatchObject([
      { type: 'ADDED', object: { kind: 'Table', columnDefinitions: [{ name: 'Name' }, {}, {}] } },
      {},
      { type: 'ADDED', object: { columnDefinitions: [], rows: [{ cells: ['second', '0', '0s'] }] } },
      { type: 'BOOKMARK', object: { kind: 'Table', rows: [] } },
    ]);
    const metadata = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json';
    expect(opened({}, { accept: metadata }).frames[0]).toMatchObject({ object: { kind: 'PartialObjectMetadata' } });
    const refused = { accept: 'application/yaml' };
    expect(() => opened({}, refused)).toThrow();
  });
});
