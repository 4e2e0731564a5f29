import { describe, expect, it } from 'vitest';
import { events, serviceAccounts } from '../../api/resources.ts';
import { createWorld } from '../../sim/world.ts';
import { createApiServer } from '../apiserver/api-server.ts';
import { createEventRecorder } from './create-event-recorder.ts';

function setUp() {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  api.bootstrap();
  const client = api.client({ name: 'system:kube-scheduler', groups: [] });
  const about = client.get(serviceAccounts, 'default', 'default')!;
  return { world, client, about, recorder: createEventRecorder(world, client, 'default-scheduler') };
}

describe('the event recorder', () => {
  it('counts what is said again and names the reporter', () => {
    const { client, about, recorder, world } = setUp();
    recorder.event(about, 'Warning', 'FailedScheduling', 'no room');
    world.clock.advanceTo(world.clock.now() + 60_000);
    recorder.event(about, 'Warning', 'FailedScheduling', 'no room');
    const [event, ...more] = client.list(events);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      count: 2,
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:01:00Z',
      involvedObject: { kind: 'ServiceAccount', name: 'default', namespace: 'default', apiVersion: 'v1' },
      source: { component: 'default-scheduler' },
      reportingComponent: 'default-scheduler',
      reportingInstance: '',
    });
    expect(event!.metadata.name).toMatch(/^default\.[0-9a-f]{16}$/);
  });

  it('combines the tenth similar message, and drops spam', () => {
    const { client, about, recorder } = setUp();
    for (let i = 0; i < 40; i++) recorder.event(about, 'Normal', 'Pulled', `message ${i}`);
    const all = client.list(events);
    expect(all).toHaveLength(10);
    const combined = all.find(({ message }) => message?.startsWith('(combined from similar events): '));
    // 25 in all may be said at once: nine plainly, sixteen combined.
    expect(combined?.count).toBe(16);
  });
});
