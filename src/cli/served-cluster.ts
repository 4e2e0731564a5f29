import { randomBytes } from 'node:crypto';
import { type AddressInfo, isIPv6, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { type Cluster, type ClusterOptions, createCluster } from '../cluster/create-cluster.ts';
import { loadFieldDocs } from '../session/load-field-docs.ts';
import type { Millis } from '../sim/clock.ts';
import { ADMIN, identifyWith } from './authenticate-request.ts';
import { makeServerCertificate } from './certificates.ts';
import { createHttpServer } from './http-server.ts';
import type { ServedAddress } from './served-kubeconfig.ts';

/** Who reaches a served cluster, and how; by default programs on this machine, over plain HTTP. */
export interface Access {
  /** Each makes its bearer the administrator, and nobody is without one of these. None: local programs need no token. */
  readonly tokens?: readonly string[];
  readonly tls?: boolean;
  /** The address to listen at; loopback unless told. */
  readonly listen?: string;
}

/** A cluster that real clients reach over HTTP. */
export interface ServedCluster extends ServedAddress {
  readonly cluster: Cluster;
  /** The cluster's time. */
  now(): Millis;
  /** Real time since the last request came. */
  idleFor(): Millis;
  /** How many times faster than real time the cluster's time passes from now on; at 0 nothing happens by itself. */
  setSpeed(speed: number): void;
  /** Lets so much of the cluster's time pass at once. */
  advance(ms: Millis): void;
  /** Stops time and ends all connections. */
  close(): void;
}

const LOOPBACK = '127.0.0.1';
/** The names that the certificate of every API server has. */
const SERVICE_NAMES = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
];
const LOCAL_NAMES = ['localhost', LOOPBACK, '::1'];
/** These listen everywhere, and are no address to connect to. */
const EVERYWHERE = ['0.0.0.0', '::'];

/** How often virtual time catches up with real time when nobody asks anything. */
const PACE_MS = 20;

/** Offers a fresh cluster; its time is real time multiplied by `speed`. Port 0 takes any free one. */
export async function serveCluster(
  options: ClusterOptions,
  port: number,
  speed: number,
  { tokens = [], tls = false, listen = LOOPBACK }: Access = {},
): Promise<ServedCluster> {
  const cluster = createCluster(options);
  cluster.apiserver.setFieldDocs(await loadFieldDocs());
  const { authenticator } = cluster.apiserver.registry.context;
  // A client that asks over TLS wants to show something, so there is a token even if nobody needs it.
  const [token, ...others] = tokens.length > 0 || !tls ? tokens : [randomBytes(16).toString('hex')];
  for (const known of token === undefined ? [] : [token, ...others]) authenticator.accept(known, ADMIN);
  const host = EVERYWHERE.includes(listen) ? LOOPBACK : listen;
  const names = [...new Set([...LOCAL_NAMES, ...SERVICE_NAMES, host, hostname()])];
  const certificate = tls ? makeServerCertificate(names, Date.now()) : undefined;
  const clock = cluster.world.clock;
  let offset = clock.now();
  let began = performance.now();
  let pace = speed;
  const timeNow = () => offset + Math.floor((performance.now() - began) * pace);
  const catchUp = () => {
    if (pace > 0) clock.advanceTo(timeNow());
  };
  let lastRequestAt = performance.now();
  const server = createHttpServer(
    (request) => {
      lastRequestAt = performance.now();
      catchUp();
      return cluster.apiserver.handle(request);
    },
    identifyWith(authenticator, tokens.length > 0),
    () => setImmediate(catchUp),
    certificate,
  );
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, listen, resolve);
  });
  const ticking = setInterval(catchUp, PACE_MS);
  return {
    cluster,
    address: `http${tls ? 's' : ''}://${isIPv6(host) ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    token,
    ca: certificate?.ca,
    now: () => clock.now(),
    idleFor: () => performance.now() - lastRequestAt,
    setSpeed(next) {
      catchUp();
      offset = clock.now();
      began = performance.now();
      pace = next;
    },
    advance(ms) {
      offset += ms;
      clock.advanceTo(timeNow());
    },
    close() {
      clearInterval(ticking);
      server.close();
      // Also those that are WebSockets by now, and those that never got as far as a request.
      for (const socket of connections) socket.destroy();
    },
  };
}
