import type { AddressInfo } from 'node:net';
import { type ClusterOptions, createCluster } from '../cluster/create-cluster.ts';
import { loadFieldDocs } from '../session/load-field-docs.ts';
import type { Millis } from '../sim/clock.ts';
import { createHttpServer } from './http-server.ts';

/** A cluster that real clients reach over HTTP. */
export interface ServedCluster {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** How many times faster than real time the cluster's time passes from now on. */
  setSpeed(speed: number): void;
  /** Lets so much of the cluster's time pass at once. */
  advance(ms: Millis): void;
  /** Stops time and ends all connections. */
  close(): void;
}

const ADMIN = {
  name: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
};

/** How often virtual time catches up with real time when nobody asks anything. */
const PACE_MS = 20;

/** Offers a fresh cluster on loopback; its time is real time multiplied by `speed`. Port 0 takes any free one. */
export async function serveCluster(options: ClusterOptions, port: number, speed: number): Promise<ServedCluster> {
  const cluster = createCluster(options);
  cluster.apiserver.setFieldDocs(await loadFieldDocs());
  const clock = cluster.world.clock;
  let offset = clock.now();
  let began = performance.now();
  let pace = speed;
  const catchUp = () => clock.advanceTo(offset + Math.floor((performance.now() - began) * pace));
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
  const ticking = setInterval(catchUp, PACE_MS);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setSpeed(next) {
      catchUp();
      offset = clock.now();
      began = performance.now();
      pace = next;
    },
    advance(ms) {
      offset += ms;
      catchUp();
    },
    close() {
      clearInterval(ticking);
      server.close();
      server.closeAllConnections();
    },
  };
}
