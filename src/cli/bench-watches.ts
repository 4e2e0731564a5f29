import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { daemonSets } from '../api/resources.ts';
import { createDaemonSet, isRolledOut, setImage } from '../cluster/bench.ts';
import { defaultNodes } from '../cluster/cluster-shapes.ts';
import { serveCluster } from './served-cluster.ts';

/** What 200 watches of all pods see of a rollout. */
export interface WatchFigures {
  readonly nodes: number;
  readonly watches: number;
  /** What happened to the pods while the watches were open. */
  readonly events: number;
  readonly delivered: number;
  /** Events that a watch did not see, saw twice or out of order. */
  readonly lost: number;
  /** Milliseconds from the moment a change is told to watches until a client has read it. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Seconds of the host's time. */
  readonly seconds: number;
}

/** What a client process says of its watches. */
export type ClientFigures = Pick<WatchFigures, 'delivered' | 'lost' | 'p50' | 'p95' | 'max'>;

/** What happened, as the store has it: the resourceVersion of each change and when it was told (host milliseconds). */
export type ToldEvents = readonly (readonly [resourceVersion: string, toldAt: number])[];

const STEP_MS = 1000;

/** Runs a rollout, in real time, in a served cluster while another process watches its pods. */
export async function benchWatches(workers: number, watches: number): Promise<WatchFigures> {
  const startAt = Date.UTC(2026, 0, 5, 9, 0, 0);
  const served = await serveCluster({ seed: 1, startAt, nodes: defaultNodes(workers), bare: true }, 0, 0);
  const { apiserver } = served.cluster;
  const client = apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const isDone = () => isRolledOut(client.get(daemonSets, 'default', 'agent')!, workers);
  createDaemonSet(client);
  while (!isDone()) served.advance(STEP_MS);

  const clients = spawn(process.execPath, [process.argv[1]!, 'bench', '--clients', served.address], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(clients.stdout)[Symbol.asyncIterator]();
  await lines.next();
  const { store } = apiserver.registry.context;
  const told: [string, number][] = [];
  const now = () => performance.timeOrigin + performance.now();
  const observation = store.changes.observe('pods', store.revision, ({ object }) => {
    told.push([object.metadata.resourceVersion, now()]);
  });
  const began = performance.now();
  setImage(client, client.get(daemonSets, 'default', 'agent')!);
  served.setSpeed(1);
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 50));
  served.setSpeed(0);
  observation?.close();
  clients.stdin.end(JSON.stringify(told));
  const { value } = (await lines.next()) as { readonly value: string };
  const seconds = (performance.now() - began) / 1000;
  served.close();
  return { nodes: workers, watches, events: told.length, ...(JSON.parse(value) as ClientFigures), seconds };
}
