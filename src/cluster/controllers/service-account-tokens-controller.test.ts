import { expect, it } from 'vitest';
import { decodeBase64, utf8Text } from '../../api/base64.ts';
import { secrets, serviceAccounts } from '../../api/resources.ts';
import type { User } from '../../api/transport.ts';
import { createWorld } from '../../sim/world.ts';
import { createApiServer } from '../apiserver/api-server.ts';
import { createEventRecorder } from '../client/create-event-recorder.ts';
import { startControllers } from './start-controllers.ts';

const ADMIN: User = { name: 'admin', groups: ['system:masters'] };

it('fills the Secrets made for tokens, and removes them with their account', () => {
  const world = createWorld({ seed: 3, startAt: Date.UTC(2026, 0, 5) });
  const server = createApiServer(world);
  startControllers((component) => {
    const client = server.client({ name: component, groups: ['system:masters'] });
    return { world, client, events: createEventRecorder(world, client, component) };
  });
  server.bootstrap();
  const client = server.client(ADMIN);
  const pass = () => world.clock.advanceTo(world.clock.now() + 2000);
  const make = (name: string, account: string) =>
    client.create(secrets, 'default', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, annotations: { 'kubernetes.io/service-account.name': account } },
      type: 'kubernetes.io/service-account-token',
    });
  client.create(serviceAccounts, 'default', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot' } });
  make('key', 'robot');
  make('lost', 'nobody');
  pass();
  const filled = client.get(secrets, 'default', 'key');
  expect(Object.keys(filled?.data ?? {}).sort()).toEqual(['ca.crt', 'namespace', 'token']);
  expect(client.get(secrets, 'default', 'lost')).toBeUndefined();

  const token = utf8Text(decodeBase64(filled?.data?.token ?? '')!);
  const { authenticator } = server.registry.context;
  world.clock.advanceTo(world.clock.now() + 30 * 24 * 3_600_000);
  expect(authenticator.authenticate(token)).toMatchObject({
    user: { name: 'system:serviceaccount:default:robot', groups: expect.arrayContaining(['system:authenticated']) },
  });
  client.delete(serviceAccounts, 'default', 'robot');
  pass();
  expect(client.get(secrets, 'default', 'key')).toBeUndefined();
  expect(authenticator.authenticate(token)).toEqual({
    error: '[invalid bearer token, service account token has been invalidated]',
    known: true,
  });
});
