import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KubeObject } from '../api/object.ts';
import type { ApiRequest, ObjectList } from '../api/transport.ts';
import { type Cluster, createCluster } from './create-cluster.ts';

/** What a real cluster says about who owns which fields of a DaemonSet and of all that comes of it. */
describe('recorded managedFields', () => {
  let cluster: Cluster;
  beforeAll(() => {
    cluster = createCluster({ seed: 7, startAt: Date.UTC(2026, 0, 1), nodes: [1, 2, 3].map(machine), bare: true });
    const applied = recorded('daemonsets')[0]!.metadata.annotations!;
    const [annotation] = Object.keys(applied).filter((name) => name.endsWith('/last-applied-configuration'));
    const body = JSON.parse(applied[annotation!]!) as KubeObject;
    const annotations = { [annotation!]: applied[annotation!]! };
    ask(cluster, {
      method: 'POST',
      path: '/apis/apps/v1/namespaces/default/daemonsets',
      query: { fieldManager: 'kubectl-client-side-apply' },
      body: { ...body, metadata: { ...body.metadata, annotations } },
    });
    cluster.world.clock.advanceTo(cluster.world.clock.now() + 12_000);
  });

  it.each([
    ['daemonsets', '/apis/apps/v1/namespaces/default/daemonsets'],
    ['pods', '/api/v1/namespaces/default/pods'],
    ['controllerrevisions', '/apis/apps/v1/namespaces/default/controllerrevisions'],
    ['events', '/api/v1/namespaces/default/events'],
  ])('of %s', (file, path) => {
    const list = ask(cluster, { method: 'GET', path }) as ObjectList;
    const ours = new Set(list.items.map(entriesOf));
    const theirs = new Set(recorded(file).filter(isOfTheSet).map(entriesOf));
    for (const entries of theirs) expect([...ours]).toContain(entries);
  });
});

/** Who wrote first, which is what was recorded; and neither times nor uids, which differ from run to run. */
function entriesOf({ metadata }: KubeObject): string {
  const first = (metadata.managedFields ?? []).filter(({ subresource }) => subresource === undefined);
  return JSON.stringify(first.map(({ time, ...entry }) => sorted(entry))).replace(
    /[0-9a-f]{8}-[0-9a-f-]{27}/g,
    '<uid>',
  );
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

function recorded(file: string): readonly KubeObject[] {
  const url = new URL(`controllers/daemon-set/testdata/${file}.ndjson`, import.meta.url);
  const lines = readFileSync(url, 'utf8').trim().split('\n');
  return lines.flatMap((line) => (JSON.parse(line) as { readonly object?: KubeObject }).object ?? []);
}

/** Those of the nodes are not about the set, and the combined ones come later than this test looks. */
function isOfTheSet(object: KubeObject): boolean {
  const { involvedObject, message } = object as KubeObject & { involvedObject?: { kind?: string }; message?: string };
  return involvedObject?.kind !== 'Node' && message?.startsWith('(combined') !== true;
}

function ask({ apiserver }: Cluster, request: Partial<ApiRequest> & Pick<ApiRequest, 'method' | 'path'>): unknown {
  const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
  const { status, body } = apiserver.handle({ query: {}, headers: {}, user, ...request });
  if (status >= 400) throw new Error(JSON.stringify(body));
  return body;
}

const machine = (i: number) => ({
  name: `node0${i}`,
  cpu: 4,
  memory: '8Gi',
  allocatableMemory: '8092Mi',
  pods: 110,
  address: `172.30.${i + 1}.2`,
  podCIDR: `10.244.${i}.0/24`,
  machineId: '8562d4c1ad015c6dc0426b290aab15c9',
  bootId: 'af6972d8-48dc-47a7-8f1e-c564781a6c6d',
});
