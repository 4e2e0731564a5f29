import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../api/object.ts';
import { configMaps } from '../../../api/resources.ts';
import type { ApiResponse } from '../../../api/transport.ts';
import { createWorld, type World, type WorldSnapshot } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';
import { writeEntries } from './managed-entries.ts';
import { type Managed, NOBODY } from './managers.ts';
import { afterWrite, managedOf, ownerOf } from './ownership.ts';

const MANAGERS = ['one', 'two', 'three'] as const;
const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2', '3'), { maxKeys: 4 });
const finalizers = fc.subarray(['x/a', 'x/b', 'x/c']);
const config = fc.record({ data: values, finalizers });
type Config = typeof config extends fc.Arbitrary<infer T> ? T : never;
const write = fc.record({ manager: fc.constantFrom(...MANAGERS), apply: fc.boolean(), config });
const updates = fc.array(fc.record({ manager: fc.constantFrom('one', 'one', 'one', 'two'), config }), {
  maxLength: 20,
});

const body = ({ data, finalizers }: Config) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'x', ...(finalizers.length === 0 ? {} : { finalizers }) },
  ...(Object.keys(data).length === 0 ? {} : { data }),
});

function openDoor(from?: WorldSnapshot) {
  const world: World = createWorld(from ?? { seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
  const path = '/api/v1/namespaces/default/configmaps';
  if (from === undefined) api.bootstrap();
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', at: string, query = {}, sent?: unknown): ApiResponse =>
    api.handle({ method, path: at, query, headers: { 'content-type': TYPES[method] }, body: sent, user });
  return {
    world,
    registry: api.registry,
    apply: (manager: string, given: Config, force = false) =>
      ask('PATCH', `${path}/x`, { fieldManager: manager, ...(force ? { force: 'true' } : {}) }, body(given)),
    update(manager: string, given: Config) {
      const answer = ask('PUT', `${path}/x`, { fieldManager: manager }, body(given));
      return answer.status === 404 ? ask('POST', path, { fieldManager: manager }, body(given)) : answer;
    },
    read: () => ask('GET', `${path}/x`).body as KubeObject,
    pass: () => world.clock.advanceTo(world.clock.now() + 1000),
  };
}

const TYPES = { GET: '', POST: 'application/json', PUT: 'application/json', PATCH: 'application/apply-patch+yaml' };

const doorAfter = (writes: readonly { manager: string; apply: boolean; config: Config }[], from?: WorldSnapshot) => {
  const door = openDoor(from);
  for (const { manager, apply, config } of writes) {
    door.pass();
    if (apply) door.apply(manager, config, true);
    else door.update(manager, config);
  }
  return door;
};

describe('who owns what', () => {
  it('is the same whether it is worked out with every write or long after', () => {
    fc.assert(
      fc.property(updates, (writes) => {
        const door = openDoor();
        let eager: Managed = NOBODY;
        for (const { manager, config } of writes) {
          door.pass();
          const old = door.registry.find(configMaps, 'default', 'x');
          door.update(manager, config);
          const now = door.registry.find(configMaps, 'default', 'x');
          if (now === undefined || now === old) continue;
          const by = { manager, groupVersion: 'v1', subresource: '', atMs: door.world.clock.now() };
          const strategy = door.registry.context.strategies.of(configMaps);
          eager = afterWrite(strategy, eager, { old, object: now, by });
        }
        const strategy = door.registry.context.strategies.of(configMaps);
        const stored = door.registry.find(configMaps, 'default', 'x');
        if (stored === undefined) return;
        expect(writeEntries(managedOf(strategy, ownerOf(stored), stored))).toEqual(writeEntries(eager));
      }),
    );
  });

  it('is the same in a copy of the cluster, and when all is done once more', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 8 }), fc.array(write, { maxLength: 8 }), (before, after) => {
        const whole = doorAfter([...before, ...after]).read();
        const half = doorAfter(before).world.snapshot();
        expect(JSON.stringify(doorAfter(after, half).read())).toBe(JSON.stringify(whole));
        // Reading in between changes nothing.
        const seen = doorAfter(before);
        seen.read();
        expect(JSON.stringify(doorAfter(after, seen.world.snapshot()).read())).toBe(JSON.stringify(whole));
      }),
      { numRuns: 40 },
    );
  });
});

describe('apply', () => {
  it('does nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 8 }), config, (before, given) => {
        const door = doorAfter(before);
        door.apply('one', given, true);
        const once = JSON.stringify(door.read());
        door.pass();
        expect(door.apply('one', given).status).toBe(200);
        expect(JSON.stringify(door.read())).toBe(once);
      }),
    );
  });

  it('never comes between managers who share no field', () => {
    const steps = fc.array(fc.record({ manager: fc.constantFrom(...MANAGERS), data: values, finalizers }));
    fc.assert(
      fc.property(steps, (applies) => {
        const door = openDoor();
        // The map and the set must be there already: to be the first to have one is to own it.
        door.update('base', { data: { base: '' }, finalizers: ['x/base'] } as never);
        for (const { manager, data, finalizers } of applies) {
          const own = {
            data: Object.fromEntries(Object.entries(data).map(([key, value]) => [`${manager}-${key}`, value])),
            finalizers: finalizers.map((one) => `${one}-${manager}`),
          };
          expect(door.apply(manager, own).status).toBe(200);
        }
      }),
    );
  });

  it('leaves every manager what it applied last, if nobody forces anything', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ manager: fc.constantFrom(...MANAGERS), config })), (applies) => {
        const door = openDoor();
        const last = new Map<string, Config>();
        for (const { manager, config } of applies) {
          if (door.apply(manager, config).status < 300) last.set(manager, config);
          if (last.size === 0) continue;
          const { data = {}, metadata } = door.read() as KubeObject & { readonly data?: Record<string, string> };
          const wanted = [...last.values()];
          expect(data).toEqual(Object.assign({}, ...wanted.map((one) => one.data)));
          expect(new Set(metadata.finalizers)).toEqual(new Set(wanted.flatMap((one) => one.finalizers)));
        }
      }),
    );
  });
});
