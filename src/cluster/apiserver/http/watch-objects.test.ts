import { describe, expect, it } from 'vitest';
import { configMaps } from '../../../api/resources.ts';
import type { ResponseStream, WatchEvent } from '../../../api/transport.ts';
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
});
