import { mkdirSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CLUSTER_FLAGS, clusterOptions, parseFlags, wholeNumber } from './options.ts';
import { serveCluster } from './served-cluster.ts';
import { kubeconfigText } from './served-kubeconfig.ts';
import { UsageError } from './usage-error.ts';

/** Offers a fresh cluster, on loopback unless told otherwise, in real time, until it is interrupted. */
export async function runServe(args: readonly string[]): Promise<number> {
  const { values } = parseFlags({
    args: [...args],
    options: {
      ...CLUSTER_FLAGS,
      port: { type: 'string' },
      kubeconfig: { type: 'string' },
      speed: { type: 'string' },
      token: { type: 'string' },
      tls: { type: 'boolean' },
      address: { type: 'string' },
    },
  });
  const flags = values as Record<string, string | undefined> & { bare?: boolean; tls?: boolean };
  const port = wholeNumber(flags.port ?? '0', 'port', 0, 65535);
  const speed = Number(flags.speed ?? '1');
  if (!(speed >= 0 && speed <= 1000))
    throw new UsageError(`--speed takes a number from 0 to 1000, not "${flags.speed}"`);

  const access = { tokens: tokensIn(flags.token), tls: flags.tls ?? false, listen: addressIn(flags.address) };
  const served = await serveCluster(clusterOptions(flags, Date.now()), port, speed, access).catch((error: unknown) => {
    throw isSystemError(error) ? new UsageError(`--port ${port}: ${error.message}`) : error;
  });
  const kubeconfig = flags.kubeconfig ?? join(homedir(), '.kube', 'drydock.config');
  try {
    mkdirSync(dirname(kubeconfig), { recursive: true });
    writeFileSync(kubeconfig, kubeconfigText(served), { mode: 0o600 });
  } catch (error) {
    served.close();
    throw isSystemError(error) ? new UsageError(`--kubeconfig ${kubeconfig}: ${error.message}`) : error;
  }
  process.stdout.write(`Drydock serves a cluster at ${served.address}\nexport KUBECONFIG=${kubeconfig}\n`);
  if (access.tokens.length > 0 && !access.tls) {
    process.stderr.write(
      'Note: kubectl sends no token over plain HTTP, so it is nobody here; --tls makes it send one.\n',
    );
  }
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  served.close();
  return 0;
}

/** `--token a,b` */
function tokensIn(flag: string | undefined): readonly string[] {
  const tokens = flag === undefined ? [] : flag.split(',');
  if (tokens.some((token) => !/^[\x21-\x7e]+$/.test(token))) {
    throw new UsageError(`--token takes one or several words with commas between them, not "${flag}"`);
  }
  return tokens;
}

function addressIn(flag: string | undefined): string {
  if (flag === undefined || flag === 'localhost') return '127.0.0.1';
  if (isIP(flag) === 0) throw new UsageError(`--address takes an IP address to listen at, not "${flag}"`);
  return flag;
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;
