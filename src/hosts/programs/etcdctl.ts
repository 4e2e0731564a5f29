import { goQuote } from '../../api/go-quote.ts';
import { stableHex } from '../../cluster/kubelet/stable-hex.ts';
import type { Program, ProgramIo } from '../../shell/program.ts';
import { resolvePath } from '../../shell/resolve-path.ts';
import { type HostContext, isMachine } from '../host-context.ts';

const MARK = 'not simulated in Drydock: what an etcd database holds';
const VALUED = [
  'endpoints',
  'cacert',
  'cert',
  'key',
  'w',
  'write-out',
  'data-dir',
  'name',
  'initial-cluster',
  'initial-advertise-peer-urls',
  'initial-cluster-token',
  'command-timeout',
  'dial-timeout',
  'bump-revision',
  'wal-dir',
];
const NOTICE = 'Drydock: the file stands for a snapshot; what is in it is not simulated.\n';

interface EtcdCall {
  readonly flags: ReadonlyMap<string, string>;
  readonly args: readonly string[];
}

/** `etcdctl` and `etcdutl`: snapshots, members and health. The database itself is the simulator's, and cannot be put back. */
export const etcdctl =
  (here: HostContext, program: 'etcdctl' | 'etcdutl'): Program =>
  async (io) => {
    const { flags, args } = parse(io.args);
    const [group = '', verb = '', file] = args;
    if (group === 'version' || flags.has('version')) {
      await io.stdout.write(`${program} version: 3.5.24\nAPI version: 3.5\n`);
      return 0;
    }
    const isControlPlane = isMachine(here) && here.hosts.needs.kubelets.drafts(here.node).has('etcd.yaml');
    const run = COMMANDS[`${group} ${verb}`];
    if (run === undefined) {
      await io.stderr.write(`${program}: not simulated in Drydock: ${program} ${group} ${verb}\n`);
      return 1;
    }
    if (group !== 'snapshot' || verb === 'save') {
      const problem = isControlPlane ? connection(here, io, flags) : 'connect: connection refused';
      if (problem !== undefined) return noConnection(io, flags, problem);
    }
    return run(here, io, { flags, args: file === undefined ? [] : [file] });
  };

function parse(words: readonly string[]): EtcdCall {
  const flags = new Map<string, string>();
  const args: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const match = /^--?([a-z-]+)(?:=([\s\S]*))?$/.exec(words[at]!);
    if (match === null) args.push(words[at]!);
    else if (match[2] !== undefined) flags.set(match[1]!, match[2]);
    else flags.set(match[1]!, VALUED.includes(match[1]!) ? (words[++at] ?? '') : 'true');
  }
  return { flags, args };
}

const FILES = [
  [
    'cacert',
    '/etc/kubernetes/pki/etcd/ca.crt',
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  ['cert', '/etc/kubernetes/pki/etcd/', 'remote error: tls: certificate required'],
  ['key', '/etc/kubernetes/pki/etcd/', 'remote error: tls: certificate required'],
] as const;

/** What is wrong with how someone wants to reach etcd. It takes TLS with a certificate of its own authority only. */
function connection(here: HostContext, io: ProgramIo, flags: ReadonlyMap<string, string>): string | undefined {
  const endpoint = flags.get('endpoints') ?? io.env.get('ETCDCTL_ENDPOINTS') ?? '127.0.0.1:2379';
  const [, host = '', port] = /^(?:https?:\/\/)?([^:/,]+)(?::(\d+))?/.exec(endpoint) ?? [];
  const { address } = here.hosts.needs.kubelets.shapeOf(here.node);
  if (!['127.0.0.1', 'localhost', address, here.node].includes(host) || port !== '2379')
    return 'connect: connection refused';
  for (const [flag, directory, problem] of FILES) {
    const given = flags.get(flag) ?? io.env.get(`ETCDCTL_${flag.toUpperCase()}`);
    if (given === undefined) return flag === 'cacert' ? 'EOF' : problem;
    const path = resolvePath(io.cwd, given);
    if (io.files.info(path)?.kind !== 'file') return `open ${given}: no such file or directory`;
    const own =
      path.startsWith(directory) ||
      path === '/etc/kubernetes/pki/apiserver-etcd-client.crt' ||
      path === '/etc/kubernetes/pki/apiserver-etcd-client.key';
    if (!own) return problem;
  }
  return undefined;
}

async function noConnection(io: ProgramIo, flags: ReadonlyMap<string, string>, problem: string): Promise<number> {
  if (problem.startsWith('open ')) {
    await io.stderr.write(`Error: ${problem}\n`);
    return 128;
  }
  const endpoint = flags.get('endpoints') ?? '127.0.0.1:2379';
  await io.clock.sleep(5000, io.signal);
  const time = new Date(io.clock.now()).toISOString().replace('Z', '000Z');
  await io.stderr.write(
    `{"level":"warn","ts":${goQuote(time)},"logger":"etcd-client","caller":"v3@v3.5.24/retry_interceptor.go:63","msg":"retrying of unary invoker failed","target":"etcd-endpoints://${endpoint}","attempt":0,"error":"rpc error: code = DeadlineExceeded desc = latest balancer error: last connection error: connection error: desc = ${goQuote(`transport: authentication handshake failed: ${problem}`).replaceAll('"', '\\"')}"}\nError: context deadline exceeded\n`,
  );
  return 1;
}

type Command = (here: HostContext, io: ProgramIo, call: EtcdCall) => Promise<number>;

const memberId = (node: string): string => stableHex(`etcd ${node}`, 16);

const COMMANDS: Readonly<Record<string, Command>> = {
  async 'snapshot save'(here, io, { args }) {
    const [file] = args;
    if (file === undefined) {
      await io.stderr.write('Error: snapshot save expects one argument\n');
      return 128;
    }
    const revision = here.hosts.needs.revision();
    const objects = here.hosts.needs.objectCount();
    const id = stableHex(`snapshot ${revision} ${io.clock.now()}`, 8);
    io.files.write(
      resolvePath(io.cwd, file),
      `${MARK}\n${JSON.stringify({ hash: id, revision, keys: objects, size: 20_480 + objects * 1_100 })}\n`,
      { mode: 0o600 },
    );
    await io.stderr.write(NOTICE);
    await io.stdout.write(`Snapshot saved at ${file}\n`);
    return 0;
  },
  async 'snapshot status'(_here, io, { args, flags }) {
    const found = readSnapshot(io, args[0] ?? '');
    if (typeof found === 'string') {
      await io.stderr.write(`Error: ${found}\n`);
      return 1;
    }
    const { hash, revision, keys, size } = found;
    const format = flags.get('w') ?? flags.get('write-out') ?? 'simple';
    const mb = `${(size / 1_000_000).toFixed(1)} MB`;
    if (format === 'json')
      await io.stdout.write(
        `${JSON.stringify({ hash: Number.parseInt(hash, 16), revision, totalKey: keys, totalSize: size })}\n`,
      );
    else if (format === 'table') {
      await io.stdout.write(
        table([
          ['HASH', 'REVISION', 'TOTAL KEYS', 'TOTAL SIZE'],
          [hash, String(revision), String(keys), mb],
        ]),
      );
    } else await io.stdout.write(`${hash}, ${revision}, ${keys}, ${mb}\n`);
    return 0;
  },
  async 'snapshot restore'(here, io, { args, flags }) {
    const found = readSnapshot(io, args[0] ?? '');
    if (typeof found === 'string') {
      await io.stderr.write(`Error: ${found}\n`);
      return 1;
    }
    const directory = flags.get('data-dir') ?? `${flags.get('name') ?? 'default'}.etcd`;
    const path = resolvePath(io.cwd, directory);
    if (io.files.kind(path) !== undefined && io.files.list(path).length > 0) {
      await io.stderr.write(`Error: data-dir "${directory}" not empty or could not be read\n`);
      return 1;
    }
    for (const below of ['member/snap', 'member/wal']) io.files.makeDirectory(`${path}/${below}`, { parents: true });
    io.files.write(`${path}/member/snap/db`, `${MARK}\n`, { mode: 0o600 });
    const time = new Date(io.clock.now()).toISOString();
    await io.stderr.write(
      `${time}\tinfo\tsnapshot/v3_snapshot.go:265\trestoring snapshot\t{"path": ${goQuote(args[0]!)}, "wal-dir": ${goQuote(`${directory}/member/wal`)}, "data-dir": ${goQuote(directory)}, "snap-dir": ${goQuote(`${directory}/member/snap`)}}\n${time}\tinfo\tmembership/cluster.go:421\tadded member\t{"cluster-id": "cdf818194e3a8c32", "local-member-id": "0", "added-peer-id": "8e9e05c52164694d", "added-peer-peer-urls": ["http://localhost:2380"]}\n${time}\tinfo\tsnapshot/v3_snapshot.go:293\trestored snapshot\t{"path": ${goQuote(args[0]!)}, "data-dir": ${goQuote(directory)}}\n`,
    );
    await io.stderr.write(
      `Drydock: the directory was made; that etcd of ${here.node} goes back to it is not simulated.\n`,
    );
    return 0;
  },
  async 'member list'({ hosts, node }, io, { flags }) {
    const { address } = hosts.needs.kubelets.shapeOf(node);
    const row = [memberId(node), 'started', node, `https://${address}:2380`, `https://${address}:2379`, 'false'];
    const format = flags.get('w') ?? flags.get('write-out') ?? 'simple';
    if (format === 'table')
      await io.stdout.write(table([['ID', 'STATUS', 'NAME', 'PEER ADDRS', 'CLIENT ADDRS', 'IS LEARNER'], row]));
    else await io.stdout.write(`${row.join(', ')}\n`);
    return 0;
  },
  async 'endpoint health'(_here, io, { flags }) {
    const endpoint = flags.get('endpoints') ?? '127.0.0.1:2379';
    if ((flags.get('w') ?? flags.get('write-out')) === 'table') {
      await io.stdout.write(
        table([
          ['ENDPOINT', 'HEALTH', 'TOOK', 'ERROR'],
          [endpoint, 'true', '9.274113ms', ''],
        ]),
      );
    } else await io.stdout.write(`${endpoint} is healthy: successfully committed proposal: took = 9.274113ms\n`);
    return 0;
  },
  async 'endpoint status'({ hosts, node }, io, { flags }) {
    const endpoint = flags.get('endpoints') ?? '127.0.0.1:2379';
    const size = `${((20_480 + hosts.needs.objectCount() * 1_100) / 1_000_000).toFixed(1)} MB`;
    const index = String(hosts.needs.revision() + 9);
    const row = [endpoint, memberId(node), '3.5.24', size, 'true', 'false', '2', index, index, ''];
    if ((flags.get('w') ?? flags.get('write-out')) === 'table') {
      await io.stdout.write(
        table([
          [
            'ENDPOINT',
            'ID',
            'VERSION',
            'DB SIZE',
            'IS LEADER',
            'IS LEARNER',
            'RAFT TERM',
            'RAFT INDEX',
            'RAFT APPLIED INDEX',
            'ERRORS',
          ],
          row,
        ]),
      );
    } else await io.stdout.write(`${row.join(', ')}\n`);
    return 0;
  },
};

interface Snapshot {
  readonly hash: string;
  readonly revision: number;
  readonly keys: number;
  readonly size: number;
}

function readSnapshot(io: ProgramIo, file: string): Snapshot | string {
  const path = resolvePath(io.cwd, file);
  const text = io.files.kind(path) === 'file' ? io.files.read(path) : undefined;
  if (text === undefined) return `stat ${file}: no such file or directory`;
  if (!text.startsWith(MARK)) return 'snapshot file integrity check failed: invalid database';
  try {
    const { hash, revision, keys, size } = JSON.parse(text.split('\n')[1] ?? '') as Snapshot;
    return { hash: String(hash), revision: Number(revision), keys: Number(keys), size: Number(size) };
  } catch {
    return 'snapshot file integrity check failed: invalid database';
  }
}

/** Models olekukonko/tablewriter as etcdctl sets it: cells to the right, a header in the middle. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const line = (row: readonly string[], place: (cell: string, width: number) => string) =>
    `|${row.map((cell, column) => ` ${place(cell, widths[column]!)} `).join('|')}|\n`;
  const middle = (cell: string, width: number) =>
    cell.padStart(cell.length + Math.floor((width - cell.length) / 2)).padEnd(width);
  const [head, ...body] = rows;
  return `${rule}${line(head!, middle)}${rule}${body.map((row) => line(row, (cell, width) => cell.padStart(width))).join('')}${rule}`;
}
