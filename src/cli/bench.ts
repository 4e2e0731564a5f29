import { benchCluster, benchExponents } from '../cluster/bench.ts';
import { parseFlags, wholeNumber } from './options.ts';

/** Measures the engine at several sizes and prints the figures, the growth and the peak memory as JSON. */
export async function runBench(args: readonly string[]): Promise<number> {
  const { values } = parseFlags({ args: [...args], options: { nodes: { type: 'string' } } });
  const list = typeof values.nodes === 'string' ? values.nodes : '100,1000,5000';
  const sizes = list.split(',').map((text) => wholeNumber(text, 'nodes', 1, 10_000));
  const figures = sizes.map((workers) => ({
    ...benchCluster(workers, () => performance.now()),
    peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024),
  }));
  const unit = 'seconds of the host; virtual: seconds of the cluster';
  process.stdout.write(`${JSON.stringify({ unit, figures, exponents: benchExponents(figures) }, null, 2)}\n`);
  return 0;
}
