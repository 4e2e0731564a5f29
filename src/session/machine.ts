import type { Transport } from '../api/transport.ts';
import type { Cluster } from '../cluster/create-cluster.ts';
import { createShell, type Shell } from '../shell/create-shell.ts';
import type { FileSystem } from '../shell/file-system.ts';
import { createMemoryFileSystem } from '../shell/memory-file-system.ts';
import type { OpenEditor } from '../shell/programs/standard-programs.ts';
import { documentedTransport } from './documented-transport.ts';
import { createForeground, type Foreground, type HostTurn } from './foreground.ts';
import { HOME, layOutHome, SERVER } from './home.ts';
import { kubectlCompleter } from './kubectl-completer.ts';
import { kubectlProgram } from './kubectl-program.ts';
import { loadFieldDocs } from './load-field-docs.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import { wakingTransport } from './waking-transport.ts';

/** The administrator that the terminal, the labs' scripts and the grader act as. */
export const ADMIN = {
  name: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
};

/** A simulated cluster and the host whose shell works on it. */
export interface Machine {
  readonly cluster: Cluster;
  readonly files: FileSystem;
  readonly shell: Shell;
  readonly time: VirtualTime;
  readonly foreground: Foreground;
}

export interface MachineHost {
  readonly hostTurn: HostTurn;
  /** Opens an editor for a person; absent where there is nobody. Resolves when the file was saved or left. */
  readonly openEditor?: OpenEditor;
}

/** About what the real kubectl takes; it also lets a loop that polls the cluster see it move. */
const KUBECTL_LATENCY_MS = 40;

/** Lays out the home directory of a cluster's administrator and makes a shell with kubectl in it. */
export function createMachine(cluster: Cluster, host: MachineHost): Machine {
  const foreground = createForeground(host.hostTurn);
  const time = createVirtualTime(cluster.world.clock, foreground);
  const files = createMemoryFileSystem(() => time.now());
  layOutHome(files);
  const random = cluster.world.random('shell');
  const transport = documentedTransport(
    wakingTransport(cluster.apiserver.transport(ADMIN), time.woke),
    () => foreground.busy(loadFieldDocs()),
    cluster.apiserver.setFieldDocs,
  );
  const connect = (target: { readonly server: string }) =>
    target.server === SERVER ? transport : unreachable(target.server);
  const shell = createShell({
    programs: new Map([
      [
        'kubectl',
        kubectlProgram({
          connect,
          randomSuffix: () => `${random.int(2 ** 31)}`,
          latency: () => time.latency(KUBECTL_LATENCY_MS),
        }),
      ],
    ]),
    completers: new Map([['kubectl', kubectlCompleter(connect, time)]]),
    files,
    env: {
      HOME,
      USER: 'root',
      LOGNAME: 'root',
      SHELL: '/bin/bash',
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOSTNAME: 'controlplane',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
    },
    cwd: HOME,
    aliases: { k: 'kubectl' },
    clock: time,
    busy: foreground.busy,
    hostTurn: foreground.hostTurn,
    random,
    ...(host.openEditor === undefined ? {} : { openEditor: host.openEditor }),
  });
  return { cluster, files, shell, time, foreground };
}

/** Models net.Dialer's answer for an address where nobody listens, as kubectl words it. */
function unreachable(server: string): Transport {
  const host = server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return {
    send: () => Promise.reject(new Error(`dial tcp ${host}: connect: connection refused`)),
  };
}
