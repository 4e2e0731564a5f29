import { ApiError } from '../../api/api-error.ts';
import { decodeBase64, encodeBase64, utf8Bytes, utf8Text } from '../../api/base64.ts';
import { parseDuration } from '../../api/duration.ts';
import type { Draft } from '../../api/object.ts';
import { secrets } from '../../api/resources.ts';
import { sha256 } from '../../api/sha256.ts';
import { formatTime, parseTime } from '../../api/time.ts';
import type { Secret } from '../../api/types/core.ts';
import { publicKeyDer } from '../../api/x509/rsa-key-file.ts';
import type { ProgramIo } from '../../shell/program.ts';
import type { HostContext } from '../host-context.ts';
import type { Hosts } from '../hosts.ts';
import { hex } from '../openssl/openssl-io.ts';
import { adminRefusal, type KubeadmCall, kubeadmError } from './kubeadm-io.ts';

const NAMESPACE = 'kube-system';
const TYPE = 'bootstrap.kubernetes.io/token';
const GROUP = 'system:bootstrappers:kubeadm:default-node-token';
const PATTERN = /^([a-z0-9]{6})\.([a-z0-9]{16})$/;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const DAY_MS = 86_400_000;

/** `kubeadm token create|list|delete|generate`. */
export async function kubeadmToken(here: HostContext, io: ProgramIo, { args, flags }: KubeadmCall): Promise<number> {
  const [verb = 'list', ...names] = args;
  if (verb === 'generate') {
    await io.stdout.write(`${newToken(here)}\n`);
    return 0;
  }
  const refusal = adminRefusal(here);
  if (refusal !== undefined) return kubeadmError(io, refusal);
  if (verb === 'create') return create(here, io, names[0] ?? newToken(here), flags);
  if (verb === 'list') return list(here, io);
  if (verb === 'delete') return remove(here, io, names);
  return kubeadmError(io, `error: invalid subcommand "${verb}"`);
}

function newToken({ hosts }: HostContext): string {
  const { random } = hosts.needs.shell;
  const draw = (count: number) => Array.from({ length: count }, () => LETTERS[random.int(LETTERS.length)]).join('');
  return `${draw(6)}.${draw(16)}`;
}

async function create(here: HostContext, io: ProgramIo, token: string, flags: KubeadmCall['flags']): Promise<number> {
  const match = PATTERN.exec(token);
  if (match === null) {
    return kubeadmError(
      io,
      `the bootstrap token "${token}" was not of the form "\\A([a-z0-9]{6})\\.([a-z0-9]{16})\\z"`,
    );
  }
  const [, id = '', secret = ''] = match;
  const given = flags.get('ttl');
  const ttl = given === undefined ? DAY_MS : given === '0' ? 0 : parseDuration(given);
  if (ttl === undefined || typeof ttl !== 'number') {
    return kubeadmError(io, `invalid argument "${given}" for "--ttl" flag: time: invalid duration "${given}"`);
  }
  const data: Record<string, string> = {
    'auth-extra-groups': GROUP,
    ...(ttl === 0 ? {} : { expiration: formatTime(io.clock.now() + ttl) }),
    'token-id': id,
    'token-secret': secret,
    'usage-bootstrap-authentication': 'true',
    'usage-bootstrap-signing': 'true',
    ...(flags.has('description') ? { description: flags.get('description')! } : {}),
  };
  const draft = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `bootstrap-token-${id}`, namespace: NAMESPACE },
    type: TYPE,
    data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, encodeBase64([...utf8Bytes(text)])])),
  } as Draft<Secret>;
  try {
    here.hosts.needs.client.create(secrets, NAMESPACE, draft);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return kubeadmError(
      io,
      error.code === 409 ? `a token with id "${id}" already exists` : `error creating token: ${error.message}`,
    );
  }
  await io.stdout.write(flags.has('print-join-command') ? `${joinCommand(here.hosts, token)}\n` : `${token}\n`);
  return 0;
}

/** What a machine runs that is to join. */
export function joinCommand(hosts: Hosts, token: string): string {
  const server = hosts.needs.server.replace(/^https:\/\//, '');
  return `kubeadm join ${server} --token ${token} --discovery-token-ca-cert-hash ${caHash(hosts)} `;
}

/** The pin of the cluster's authority. Models kubeadm pubkeypin. */
export const caHash = (hosts: Hosts): string =>
  `sha256:${hex(sha256(publicKeyDer(hosts.needs.authorities.publicKey('ca'))))}`;

function tokens({ hosts }: HostContext): readonly ReadonlyMap<string, string>[] {
  return hosts.needs.client
    .list(secrets, { namespace: NAMESPACE })
    .filter(({ type }) => type === TYPE)
    .map(({ data }) => new Map(Object.entries(data ?? {}).map(([key, text]) => [key, textOf(text)])));
}

const textOf = (base64: string): string => utf8Text(decodeBase64(base64) ?? new Uint8Array());

/** Whether a token lets a machine in; a text says why not. */
export function tokenRefusal(here: HostContext, token: string, now: number): string | undefined {
  const [, id = '', secret = ''] = PATTERN.exec(token) ?? [];
  const found = tokens(here).find((each) => each.get('token-id') === id && each.get('token-secret') === secret);
  const expires = parseTime(found?.get('expiration'));
  if (found !== undefined && (expires === undefined || expires > now)) return undefined;
  return `couldn't validate the identity of the API Server: failed to request the cluster-info ConfigMap: client rate limiter Wait returned an error: could not find a JWS signature in the cluster-info ConfigMap for token ID "${id}"`;
}

async function list(here: HostContext, io: ProgramIo): Promise<number> {
  const now = io.clock.now();
  const rows = tokens(here).map((token) => {
    const expires = token.get('expiration');
    const usages = ['authentication', 'signing'].filter((usage) => token.get(`usage-bootstrap-${usage}`) === 'true');
    return [
      `${token.get('token-id')}.${token.get('token-secret')}`,
      expires === undefined ? '<forever>' : shortDuration((parseTime(expires) ?? now) - now),
      expires ?? '<never>',
      usages.join(',') || '<none>',
      token.get('description') || '<none>',
      token.get('auth-extra-groups') || '<none>',
    ];
  });
  if (rows.length === 0) return 0;
  const all = [['TOKEN', 'TTL', 'EXPIRES', 'USAGES', 'DESCRIPTION', 'EXTRA GROUPS'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)) + 3);
  // Descriptions have room of their own, as kubeadm prints them.
  await io.stdout.write(
    all
      .map(
        (row) =>
          `${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!))).join('')}\n`,
      )
      .join(''),
  );
  return 0;
}

/** Models apimachinery duration ShortHumanDuration. */
function shortDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 60) return `${Math.max(0, seconds)}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h`;
  if (seconds < 86_400 * 365) return `${Math.floor(seconds / 86_400)}d`;
  return `${Math.floor(seconds / 86_400 / 365)}y`;
}

async function remove(here: HostContext, io: ProgramIo, names: readonly string[]): Promise<number> {
  if (names.length === 0)
    return kubeadmError(io, 'missing argument; \'token delete\' is missing token of form ["\\\\A([a-z0-9]{6})\\\\z"]');
  for (const name of names) {
    const id = PATTERN.exec(name)?.[1] ?? name;
    if (!/^[a-z0-9]{6}$/.test(id)) {
      return kubeadmError(
        io,
        `given token didn't match pattern "\\\\A([a-z0-9]{6})\\\\z" or "\\\\A([a-z0-9]{6})\\\\.([a-z0-9]{16})\\\\z"`,
      );
    }
    try {
      here.hosts.needs.client.delete(secrets, NAMESPACE, `bootstrap-token-${id}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return kubeadmError(io, `failed to delete bootstrap token "${id}": ${error.message}`);
    }
    await io.stdout.write(`bootstrap token "${id}" deleted\n`);
  }
  return 0;
}
