import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CLUSTER_FLAGS, clusterOptions, parseFlags, wholeNumber } from './options.ts';
import { serveCluster } from './served-cluster.ts';
import { kubeconfigText } from './served-kubeconfig.ts';
import { UsageError } from './usage-error.ts';

/** Offers a fresh cluster on loopback, in real time, until it is interrupted. */
export async function runServe(args: readonly string[]): Promise<number> {
  const { values } = parseFlags({
    args: [...args],
    options: { ...CLUSTER_FLAGS, port: { type: 'string' }, kubeconfig: { type: 'string' }, speed: { type: 'string' } },
  });
  const flags = values as Record<string, string | undefined> & { bare?: boolean };
  const port = wholeNumber(flags.port ?? '0', 'port', 0, 65535);
  const speed = Number(flags.speed ?? '1');
  if (!(speed >= 0 && speed <= 1000))
    throw new UsageError(`--speed takes a number from 0 to 1000, not "${flags.speed}"`);

  const served = await serveCluster(clusterOptions(flags, Date.now()), port, speed).catch((error: unknown) => {
    throw isSystemError(error) ? new UsageError(`--port ${port}: ${error.message}`) : error;
  });
  const kubeconfig = flags.kubeconfig ?? join(homedir(), '.kube', 'drydock.config');
  try {
    mkdirSync(dirname(kubeconfig), { recursive: true });
    writeFileSync(kubeconfig, kubeconfigText(served.address), { mode: 0o600 });
  } catch (error) {
    served.close();
    throw isSystemError(error) ? new UsageError(`--kubeconfig ${kubeconfig}: ${error.message}`) : error;
  }
  process.stdout.write(`Drydock serves a cluster at ${served.address}\nexport KUBECONFIG=${kubeconfig}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  served.close();
  return 0;
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;
