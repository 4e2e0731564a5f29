import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeYaml } from '../api/yaml.ts';
import { createCluster } from '../cluster/create-cluster.ts';
import { loadFieldDocs } from '../session/load-field-docs.ts';
import { createHttpServer } from './http-server.ts';
import { CLUSTER_FLAGS, clusterOptions, parseFlags, wholeNumber } from './options.ts';
import { UsageError } from './usage-error.ts';

const ADMIN = {
  name: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
};

/** How often virtual time catches up with real time when nobody asks anything. */
const PACE_MS = 20;

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

  const cluster = createCluster(clusterOptions(flags, Date.now()));
  cluster.apiserver.setFieldDocs(await loadFieldDocs());
  const clock = cluster.world.clock;
  const offset = clock.now();
  const began = performance.now();
  const catchUp = () => clock.advanceTo(offset + Math.floor((performance.now() - began) * speed));
  const server = createHttpServer(
    (request) => {
      catchUp();
      return cluster.apiserver.handle(request);
    },
    ADMIN,
    () => setImmediate(catchUp),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kubeconfig = flags.kubeconfig ?? join(homedir(), '.kube', 'drydock.config');
  writeKubeconfig(kubeconfig, address);
  process.stdout.write(`Drydock serves a cluster at ${address}\nexport KUBECONFIG=${kubeconfig}\n`);

  const pace = setInterval(catchUp, PACE_MS);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  clearInterval(pace);
  server.close();
  server.closeAllConnections();
  return 0;
}

function writeKubeconfig(file: string, server: string): void {
  const text = writeYaml({
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': 'drydock',
    clusters: [{ name: 'drydock', cluster: { server } }],
    users: [{ name: 'kubernetes-admin', user: { token: 'admin-token' } }],
    contexts: [{ name: 'drydock', context: { cluster: 'drydock', user: 'kubernetes-admin' } }],
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
}
