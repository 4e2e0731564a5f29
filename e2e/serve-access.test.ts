import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizationV1Api, CoreV1Api, KubeConfig, RbacAuthorizationV1Api } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterOptions } from '../src/cli/options.ts';
import { type Access, type ServedCluster, serveCluster } from '../src/cli/served-cluster.ts';
import { kubeconfigText } from '../src/cli/served-kubeconfig.ts';

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const serve = (access: Access) => serveCluster(clusterOptions({ bare: true, nodes: '1' }), 0, 1, access);

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks with the headers given; over TLS only a server that proves itself is believed. */
function ask({ address, ca }: ServedCluster, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const secure = ca !== undefined;
    const options = secure ? { headers, agent: new Agent({ ca }) } : { headers };
    const outgoing = (secure ? httpsRequest : httpRequest)(`${address}${path}`, options, (incoming) => {
      bodyOf(incoming).then((body) => resolve({ status: incoming.statusCode ?? 0, body }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

async function bodyOf(incoming: AsyncIterable<unknown>): Promise<Answer['body']> {
  let text = '';
  for await (const part of incoming) text += String(part);
  return JSON.parse(text) as Answer['body'];
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('drydock serve --tls --token', () => {
  let served: ServedCluster;
  let folder: string;
  let config: KubeConfig;

  beforeAll(async () => {
    served = await serve({ tls: true, tokens: ['admin-token', 'second'] });
    folder = mkdtempSync(join(tmpdir(), 'drydock-access-'));
    writeFileSync(join(folder, 'config'), kubeconfigText(served));
    config = new KubeConfig();
    config.loadFromFile(join(folder, 'config'));
  });

  afterAll(() => {
    served.close();
    rmSync(folder, { recursive: true });
  });

  it('knows its users by their tokens', async () => {
    expect(served.address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    for (const token of ['admin-token', 'second'])
      expect(await ask(served, '/api/v1/nodes', bearer(token))).toMatchObject({ status: 200 });
    expect(await ask(served, '/api/v1/nodes', bearer('other'))).toEqual({
      status: 401,
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      },
    });
    expect(await ask(served, '/version')).toMatchObject({ status: 200 });
    expect(await ask(served, '/api/v1/nodes')).toMatchObject({
      status: 403,
      body: {
        message:
          'nodes is forbidden: User "system:anonymous" cannot list resource "nodes" in API group "" at the cluster scope',
      },
    });
  });

  it('lets service accounts do what their roles allow', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const namespace = 'default';
    await core.createNamespacedServiceAccount({ namespace, body: { metadata: { name: 'robot' } } });
    await config.makeApiClient(RbacAuthorizationV1Api).createNamespacedRoleBinding({
      namespace,
      body: {
        metadata: { name: 'robot' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
        subjects: [{ kind: 'ServiceAccount', name: 'robot', namespace }],
      },
    });
    const { status } = await core.createNamespacedServiceAccountToken({
      namespace,
      name: 'robot',
      body: { spec: { audiences: [], expirationSeconds: 600 } },
    });
    const token = status?.token ?? '';
    expect((await ask(served, '/api/v1/namespaces/default/pods', bearer(token))).status).toBe(200);
    expect((await ask(served, '/api/v1/namespaces/default/secrets', bearer(token))).status).toBe(403);
    expect((await ask(served, '/api/v1/pods', bearer(`${token.slice(0, -4)}AAAA`))).status).toBe(401);

    config.users = [{ ...config.users[0]!, token }];
    const review = await config.makeApiClient(AuthorizationV1Api).createSelfSubjectAccessReview({
      body: { spec: { resourceAttributes: { namespace, verb: 'get', resource: 'pods', subresource: 'log' } } },
    });
    expect(review.status).toEqual({
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "robot/default" of ClusterRole "view" to ServiceAccount "robot/default"',
    });
    served.advance(12 * 60_000);
    expect((await ask(served, '/api/v1/namespaces/default/pods', bearer(token))).status).toBe(401);
  });

  it.runIf(hasKubectl)('is what kubectl expects', async () => {
    const kubectl = (...args: string[]) =>
      new Promise<string>((resolve) => {
        execFile('kubectl', [`--kubeconfig=${join(folder, 'config')}`, ...args], (error, stdout, stderr) =>
          resolve(`${stdout}${stderr}[${error?.code ?? 0}]`),
        );
      });
    expect(await kubectl('auth', 'can-i', '*', '*')).toBe('yes\n[0]');
    expect(await kubectl('get', 'pods', '--as=bob', '--as-group=dev')).toBe(
      'Error from server (Forbidden): pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "default"\n[1]',
    );
    expect(await kubectl('get', 'nodes', '--token=wrong')).toBe(
      'error: You must be logged in to the server (Unauthorized)\n[1]',
    );
  });
});

describe('drydock serve without --token', () => {
  it('takes programs on this machine for the administrator, but not those who show a token that has ended', async () => {
    const served = await serve({});
    try {
      expect((await ask(served, '/api/v1/nodes')).status).toBe(200);
      expect((await ask(served, '/api/v1/nodes', bearer('admin-token'))).status).toBe(200);
      expect((await ask(served, '/api/v1/nodes', { origin: 'http://evil.example' })).status).toBe(403);
      expect((await ask(served, '/api/v1/nodes', { host: 'evil.example' })).status).toBe(403);
    } finally {
      served.close();
    }
  });

  it.each([{}, { tls: true }])('leaves nobody hanging when it stops: %j', async (access) => {
    const served = await serve(access);
    const port = Number(new URL(served.address).port);
    const silent = connect(port, '127.0.0.1');
    silent.on('error', () => undefined);
    const ended = new Promise((resolve) => silent.once('close', resolve));
    const watch = ask(served, '/api/v1/pods?watch=true').catch(() => 'cut off');
    await ask(served, '/version');
    served.close();
    await ended;
    expect(await watch).toBe('cut off');
    await expect(ask(served, '/version')).rejects.toThrow();
  });
});
