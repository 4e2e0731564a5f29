import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  type V1DaemonSet,
  type V1Pod,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterOptions } from '../src/cli/options.ts';
import { type ServedCluster, serveCluster } from '../src/cli/served-cluster.ts';
import { kubeconfigText } from '../src/cli/served-kubeconfig.ts';

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
/** Faster than real, so that pulls and rollouts do not keep the test waiting. */
const SPEED = 20;

const daemonSet = (name: string): V1DaemonSet => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'web', image: 'nginx:1.25' }] },
    },
  },
});

let served: ServedCluster;
let folder: string;
let kubeconfig: string;
let config: KubeConfig;

beforeAll(async () => {
  served = await serveCluster(clusterOptions({ bare: true }), 0, SPEED);
  folder = mkdtempSync(join(tmpdir(), 'drydock-serve-'));
  kubeconfig = join(folder, 'config');
  writeFileSync(kubeconfig, kubeconfigText(served));
  config = new KubeConfig();
  config.loadFromFile(kubeconfig);
});

afterAll(() => {
  served.close();
  rmSync(folder, { recursive: true });
});

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`timed out: ${what}`);
}

describe('drydock serve with @kubernetes/client-node', () => {
  it('lists, creates, patches and refuses as an API server does', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const apps = config.makeApiClient(AppsV1Api);
    const { items } = await core.listNode();
    expect(items.map((node) => node.metadata?.name)).toEqual(['controlplane', 'node01', 'node02', 'node03']);

    await apps.createNamespacedDaemonSet({ namespace: 'default', body: daemonSet('plain') });
    await until('three pods are ready', async () => {
      const { status } = await apps.readNamespacedDaemonSet({ namespace: 'default', name: 'plain' });
      return status?.numberReady === 3;
    });
    const patched = await core.patchNode(
      { name: 'node01', body: { metadata: { labels: { gpu: 'yes' } } } },
      setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch),
    );
    expect(patched.metadata?.labels?.gpu).toBe('yes');

    const again = apps.createNamespacedDaemonSet({ namespace: 'default', body: daemonSet('plain') });
    await expect(again).rejects.toMatchObject({ code: 409 });
    await apps.deleteNamespacedDaemonSet({ namespace: 'default', name: 'plain' });
  });

  it('tells an informer of pods that come, change and go', async () => {
    const core = config.makeApiClient(CoreV1Api);
    const seen: string[] = [];
    const phases = new Set<string | undefined>();
    const list = () => core.listNamespacedPod({ namespace: 'default', labelSelector: 'app=watched' });
    const informer = makeInformer<V1Pod>(config, '/api/v1/namespaces/default/pods', list, 'app=watched');
    for (const verb of ['add', 'update', 'delete'] as const) {
      informer.on(verb, ({ status }) => {
        seen.push(verb);
        phases.add(status?.phase);
      });
    }
    await informer.start();
    const body: V1Pod = {
      metadata: { name: 'watched', labels: { app: 'watched' } },
      spec: { containers: [{ name: 'c', image: 'nginx:1.25' }] },
    };
    await core.createNamespacedPod({ namespace: 'default', body });
    await until('the pod is seen running', () => phases.has('Running'));
    await core.deleteNamespacedPod({ namespace: 'default', name: 'watched' });
    await until('the pod is seen gone', () => seen.includes('delete'));
    await informer.stop();
    expect(seen[0]).toBe('add');
    expect(seen.filter((verb) => verb === 'update').length).toBeGreaterThan(1);
  });

  it('keeps pages in a browser out, and survives what is no request', async () => {
    const status = (path: string, headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const { port } = new URL(served.address);
        request({ host: '127.0.0.1', port, path, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await status('/api/v1/nodes', { origin: 'http://elsewhere.example' })).toBe(403);
    expect(await status('/api/v1/nodes', { host: 'elsewhere.example:80' })).toBe(403);
    expect(await status('//', {})).toBe(404);
    expect(await status('/api/v1/namespaces/%zz/pods', {})).toBeLessThan(500);
    expect(await status('/api/v1/nodes?limit=-1&labelSelector=%ff', {})).toBeLessThan(500);
    expect(await status('/api/v1/nodes', {})).toBe(200);
  });
});

describe('drydock serve with the real kubectl', () => {
  const kubectl = (line: string, input?: string) => run(line.split(' '), input);
  // The server is in this process, so kubectl must not be waited for synchronously.
  const run = (args: readonly string[], input = '') =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      const env = { PATH: process.env.PATH, HOME: folder, KUBECONFIG: kubeconfig };
      const child = execFile('kubectl', args, { encoding: 'utf8', env, timeout: 30_000 }, (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
      child.stdin?.end(input);
    });

  it.skipIf(!hasKubectl)('applies, rolls out, patches, rolls back and deletes', async () => {
    expect(await kubectl('apply -f -', JSON.stringify(daemonSet('agent')))).toMatchObject({
      status: 0,
      stdout: 'daemonset.apps/agent created\n',
    });
    expect((await kubectl('rollout status ds/agent --timeout=20s')).stdout).toContain('successfully rolled out');
    expect((await kubectl('set image ds/agent web=nginx:1.26')).status).toBe(0);
    expect((await kubectl('rollout status ds/agent --timeout=20s')).stdout).toContain('successfully rolled out');
    expect((await kubectl('rollout undo ds/agent')).stdout).toBe('daemonset.apps/agent rolled back\n');
    expect((await kubectl('get ds agent -o jsonpath={.spec.template.spec.containers[0].image}')).stdout).toBe(
      'nginx:1.25',
    );
    expect((await run(['patch', 'ds', 'agent', '-p', '{"spec":{"nope":1}}'])).stderr).toContain('unknown field');
    expect((await kubectl('explain ds.spec.minReadySeconds')).stdout).toContain('The minimum number of seconds');
    expect((await kubectl('delete ds agent')).stdout).toBe('daemonset.apps "agent" deleted\n');
    expect(await kubectl('delete ds agent')).toMatchObject({
      status: 1,
      stderr: 'Error from server (NotFound): daemonsets.apps "agent" not found\n',
    });
  });

  it.skipIf(!hasKubectl)('creates what it sends as protobuf', async () => {
    expect((await kubectl('create namespace team')).stdout).toBe('namespace/team created\n');
    const literals = ['--from-literal=a=b', '--from-literal=c=d e'];
    expect((await run(['create', 'configmap', 'settings', '-n', 'team', ...literals])).status).toBe(0);
    expect((await run(['create', 'secret', 'generic', 'key', '-n', 'team', ...literals])).status).toBe(0);
    expect((await kubectl('get configmap settings -n team -o jsonpath={.data}')).stdout).toBe('{"a":"b","c":"d e"}');
    expect((await kubectl('get secret key -n team -o jsonpath={.data.a}')).stdout).toBe('Yg==');
    expect((await kubectl('create priorityclass low --value=-5')).stdout).toContain('created');
    expect((await kubectl('get priorityclass low -o jsonpath={.value}')).stdout).toBe('-5');
  });

  it.skipIf(!hasKubectl)('marks nodes', async () => {
    expect((await kubectl('label node node02 disk=ssd')).stdout).toBe('node/node02 labeled\n');
    expect((await kubectl('taint node node02 a=b:NoSchedule')).stdout).toBe('node/node02 tainted\n');
    expect((await kubectl('drain node03 --ignore-daemonsets')).stdout).toContain('node/node03 drained\n');
    expect(
      (await kubectl('get nodes --no-headers -o custom-columns=N:.metadata.name,U:.spec.unschedulable')).stdout,
    ).toMatch(/node03 +true/);
  });
});
