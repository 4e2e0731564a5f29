import { describe, expect, it } from 'vitest';
import { type ExecAnswer, exitCodeOf } from '../api/exec.ts';
import { pods } from '../api/resources.ts';
import { defaultNodes } from './cluster-shapes.ts';
import { createCluster } from './create-cluster.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };

describe('pods/exec', () => {
  const cluster = createCluster({ seed: 1, startAt: 0, nodes: defaultNodes(1), bare: true });
  cluster.apiserver.client(user).create(pods, 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'c', image: 'nginx:1.25' }] },
  });
  cluster.world.clock.settle(60_000);
  const exec = (pod: string, query: Record<string, string | string[]>, body?: string) =>
    cluster.apiserver.handle({
      method: 'POST',
      path: `/api/v1/namespaces/default/pods/${pod}/exec`,
      query,
      headers: {},
      user,
      ...(body === undefined ? {} : { body }),
    });

  it.each([
    [['hostname'], undefined, 'web\n', 0],
    [['sh', '-c', 'echo out; exit 3'], undefined, 'out\n', 3],
    [['cat'], 'typed', 'typed', 0],
  ])('runs %j', (command, stdin, stdout, code) => {
    const answer = exec('web', { command, stdin: 'true' }, stdin);
    expect(answer.status).toBe(101);
    expect(answer.body).toMatchObject({ stdout });
    expect(exitCodeOf(answer.body as ExecAnswer)).toBe(code);
  });

  it.each([
    ['nope', { command: 'date' }, 404, 'pods "nope" not found'],
    ['web', { command: 'date', container: 'x' }, 400, 'container x is not valid for pod web'],
  ])('refuses %s %j', (pod, query, status, message) => {
    expect(exec(pod, query)).toMatchObject({ status, body: { message } });
  });
});
