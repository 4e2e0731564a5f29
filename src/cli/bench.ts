import { execFileSync } from 'node:child_process';
import { type BenchFigures, benchCluster, benchExponents } from '../cluster/bench.ts';
import { benchSpread, type SpreadFigures } from '../cluster/bench-spread.ts';
import { benchWatches, type WatchFigures } from './bench-watches.ts';
import { parseFlags, wholeNumber } from './options.ts';
import { watchAsClients } from './watch-clients.ts';

/** The engine is compiled by a cluster of this size before a measurement, as it is in a session that has begun. */
const WARM_UP_NODES = 200;

/** The Deployment whose replicas are spread. */
const SPREAD_NODES = 1000;
const SPREAD_REPLICAS = 5000;

/** Those who watch the pods of a rollout over HTTP. */
const WATCHED_NODES = 1000;
const WATCHES = 200;

type Figures = BenchFigures & { readonly peakMemoryMB: number };

/** Measures the engine at several sizes and prints the figures, the growth and the peak memory as JSON. */
export async function runBench(args: readonly string[]): Promise<number> {
  const { values } = parseFlags({
    args: [...args],
    options: {
      nodes: { type: 'string' },
      one: { type: 'boolean' },
      spread: { type: 'boolean' },
      watches: { type: 'boolean' },
      clients: { type: 'string' },
    },
  });
  if (typeof values.clients === 'string') return await watchAsClients(values.clients, WATCHES);
  if (values.watches === true) {
    print(await benchWatches(WATCHED_NODES, WATCHES));
    return 0;
  }
  if (values.spread === true) {
    print(measureSpread());
    return 0;
  }
  const list = typeof values.nodes === 'string' ? values.nodes : '100,1000,5000';
  const sizes = list.split(',').map((text) => wholeNumber(text, 'nodes', 1, 10_000));
  if (values.one === true) {
    print(measure(sizes[0]!));
    return 0;
  }
  // A process for each size: the peak memory of a process never falls.
  const figures = sizes.map((workers) => inProcess(['--one', '--nodes', String(workers)]) as Figures);
  const spread = inProcess(['--spread']) as SpreadFigures;
  const watches = inProcess(['--watches']) as WatchFigures;
  const unit =
    'create, apply, rollout, relabel: seconds of the host, in a process for each size, after a warm-up with ' +
    `${WARM_UP_NODES} nodes; spread: a Deployment with topology spread; watches: over HTTP from another process; virtual: seconds of the cluster; peakMemoryMB: maximum resident set of the process`;
  print({ unit, figures, exponents: benchExponents(figures), spread, watches });
  return 0;
}

function inProcess(args: readonly string[]): unknown {
  const text = execFileSync(process.execPath, [process.argv[1]!, 'bench', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(text);
}

function measureSpread(): SpreadFigures {
  const now = () => performance.now();
  benchSpread(WARM_UP_NODES, WARM_UP_NODES, now);
  return benchSpread(SPREAD_NODES, SPREAD_REPLICAS, now);
}

function measure(workers: number): Figures {
  const now = () => performance.now();
  benchCluster(WARM_UP_NODES, now);
  return { ...benchCluster(workers, now), peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024) };
}

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
