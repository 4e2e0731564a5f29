import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import type { Node } from '../../src/api/types/node.ts';
import type { Pod } from '../../src/api/types/pod.ts';
import { clusterOptions } from '../../src/cli/options.ts';
import { type ServedCluster, serveCluster } from '../../src/cli/served-cluster.ts';
import { type ApiClient, createApiClient, isRefusal } from './api-client.ts';
import { expectDecodes } from './expect-decodes.ts';
import { at } from './paths.ts';
import type { Seen, Watching } from './watching.ts';

/** How long a request of a real client is on its way. */
const REQUEST_MS = 5;
/** How finely time passes while a watch is waited for. */
const STEP_MS = 100;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
/** Models framework/timeouts.go. */
export const POD_START = 5 * MINUTE;

/** What Kubernetes' e2e framework gives a spec: a client, a namespace of its own, and ways to wait. */
export interface Framework {
  readonly client: ApiClient;
  readonly namespace: string;
  /** The cluster's time. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Asks again and again until it holds. Models wait.PollUntilContextTimeout; a thrown error ends the waiting. */
  poll(what: string, everyMs: number, timeoutMs: number, holds: () => Promise<boolean>): Promise<void>;
  /** Takes events of a watch until one is right. */
  next<T>(watching: Watching<T>, what: string, timeoutMs: number, right: (seen: Seen<T>) => boolean): Promise<Seen<T>>;
  /** Watches from a revision on until an event is right. Models watchtools.Until. */
  until<T extends KubeObject>(
    path: string,
    query: { readonly resourceVersion: string; readonly labelSelector?: string; readonly fieldSelector?: string },
    what: string,
    timeoutMs: number,
    right: (seen: Seen<T>) => boolean,
  ): Promise<Seen<T>>;
  /** Models framework.CreateNamespace, with what BeforeEach waits for. */
  createNamespace(base: string, labels?: Readonly<Record<string, string>>): Promise<string>;
}

interface Suite {
  readonly served: ServedCluster;
  readonly client: ApiClient;
}

let suite: Suite | undefined;
let created = 0;

beforeAll(async () => {
  // Time stands still unless a spec lets it pass.
  const served = await serveCluster(clusterOptions({}), 0, 0);
  const client = createApiClient(served.address, () => served.advance(REQUEST_MS));
  suite = { served, client };
  await beforeSuite(client);
});

afterAll(() => {
  suite?.client.close();
  suite?.served.close();
});

/** What e2e.test demands of a cluster before its first spec. Models test/e2e/e2e.go setupSuite. */
async function beforeSuite(client: ApiClient): Promise<void> {
  const { items: nodes } = await client.list<Node>(at('v1', 'nodes'), {
    resourceVersion: '0',
    fieldSelector: 'spec.unschedulable=false',
  });
  expect(nodes.length).toBeGreaterThan(1);
  for (const node of nodes) expect(readyStatus(node)).toBe('True');
  const { items: pods } = await client.list<Pod>(at('v1', 'pods', 'kube-system'));
  for (const pod of pods) expect(`${pod.metadata.name} ${readyStatus(pod)}`).toBe(`${pod.metadata.name} True`);
  const service = await client.get<KubeObject & { spec: { clusterIP: string } }>(
    at('v1', 'services', 'default', 'kubernetes'),
  );
  expect(service.spec.clusterIP).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
}

const readyStatus = ({ status }: Pod | Node) => status.conditions?.find(({ type }) => type === 'Ready')?.status;

/**
 * One spec of Kubernetes' e2e.test under its own name. `base` is the start of its namespace's name; what the framework
 * does around a spec is done around it.
 */
export function spec(name: string, base: string, body: (f: Framework) => Promise<void>): void {
  it(name, { timeout: 180_000 }, async () => {
    const { client, served } = suite!;
    const namespaces: string[] = [];
    const f = frameworkOf(client, served, namespaces);
    const namespace = await f.createNamespace(base, { 'e2e-framework': base });
    try {
      await body({ ...f, namespace });
    } finally {
      for (const name of namespaces) {
        await client.remove(at('v1', 'namespaces', undefined, name)).catch(() => undefined);
      }
    }
    await f.poll('all nodes are ready', 2 * SECOND, 3 * MINUTE, async () => {
      return (await client.list<Node>(at('v1', 'nodes'))).items.every((node) => readyStatus(node) === 'True');
    });
    for (const name of namespaces) {
      await f.poll(`namespace ${name} goes`, 2 * SECOND, 5 * MINUTE, async () => gone(client, name));
    }
  });
}

async function gone(client: ApiClient, namespace: string): Promise<boolean> {
  try {
    await client.get(at('v1', 'namespaces', undefined, namespace));
    return false;
  } catch (error) {
    if (isRefusal(error, 'NotFound')) return true;
    throw error;
  }
}

const hostTurns = () => new Promise((resolve) => setTimeout(resolve, 1));

function frameworkOf(client: ApiClient, served: ServedCluster, namespaces: string[]): Omit<Framework, 'namespace'> {
  async function sleep(ms: number): Promise<void> {
    served.advance(ms);
    await hostTurns();
  }

  const poll: Framework['poll'] = async (what, everyMs, timeoutMs, holds) => {
    for (const end = served.now() + timeoutMs; ; ) {
      if (await holds()) return;
      if (served.now() >= end) throw new Error(`timed out after ${timeoutMs / SECOND} s: ${what}`);
      await sleep(everyMs);
    }
  };

  const next: Framework['next'] = async (watching, what, timeoutMs, right) => {
    for (const end = served.now() + timeoutMs; ; ) {
      for (let seen = watching.take(); seen !== undefined; seen = watching.take()) {
        if (seen.type === 'ERROR') throw new Error(`the watch failed: ${JSON.stringify(seen.object)}`);
        expectDecodes(seen.object);
        if (right(seen)) return seen;
      }
      if (watching.ended) throw new Error(`the watch ended: ${what}`);
      if (served.now() >= end) throw new Error(`timed out after ${timeoutMs / SECOND} s: ${what}`);
      // Events are on their way for a moment, in which no time passes for the cluster.
      await hostTurns();
      if (watching.waiting === 0) served.advance(STEP_MS);
    }
  };

  return {
    client,
    now: () => served.now(),
    sleep,
    poll,
    next,
    async until(path, query, what, timeoutMs, right) {
      const watching = await client.watch(path, { ...query, allowWatchBookmarks: 'true' });
      try {
        return (await next(watching, what, timeoutMs, (seen) => right(seen as never))) as never;
      } finally {
        watching.close();
      }
    },
    async createNamespace(base, labels = {}) {
      const name = `${base}-${1000 + created++}`;
      namespaces.push(name);
      await client.create(at('v1', 'namespaces'), {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name,
          labels: { ...labels, 'e2e-run': 'drydock', 'pod-security.kubernetes.io/enforce': 'baseline' },
        },
        spec: {},
      });
      for (const [resource, wanted] of [
        ['serviceaccounts', 'default'],
        ['configmaps', 'kube-root-ca.crt'],
      ] as const) {
        await poll(`${wanted} in ${name}`, SECOND, 2 * MINUTE, async () => {
          const found = await client.list(at('v1', resource, name), { fieldSelector: `metadata.name=${wanted}` });
          return found.items.length === 1;
        });
      }
      return name;
    },
  };
}

/** Tries again while somebody else was faster. Models retry.RetryOnConflict with DefaultRetry. */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 4; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || !isRefusal(error, 'Conflict')) throw error;
    }
  }
}
