import type { ApiRequest, ApiResponse } from '../api/transport.ts';
import type { Authorities } from '../cluster/client/authorities.ts';
import type { Client } from '../cluster/client/client.ts';
import type { KlogLine } from '../cluster/kubelet/machine-journal.ts';
import type { MachineServices } from '../cluster/kubelet/machine-services.ts';
import type { Kubelets } from '../cluster/kubelet/start-kubelet.ts';
import { createShell, type Shell, type ShellOptions } from '../shell/create-shell.ts';
import type { FileSystem } from '../shell/file-system.ts';
import { createMemoryFileSystem, type DirectoryNode, emptyTree } from '../shell/memory-file-system.ts';
import type { Program } from '../shell/program.ts';
import type { World } from '../sim/world.ts';
import { guardControlPlane } from './files/guard-control-plane.ts';
import { layOutHost } from './files/lay-out-host.ts';
import { restrictFiles } from './files/restrict-files.ts';
import { withContainerLogs } from './files/with-container-logs.ts';
import { withPki } from './files/with-pki.ts';
import { type HostUser, homeOf, LOGIN_PROMPT } from './host-user.ts';
import { kubeletStart } from './kubelet-start.ts';
import { type LoadedUnits, loadedUnits } from './loaded-units.ts';
import { pkiText } from './pki/pki-files.ts';
import { hostPrograms } from './programs/host-programs.ts';
import { readManifests, type ValidatePod } from './read-manifests.ts';

/** What machines' terminals need of a cluster, and of the session they are in. */
export interface HostsNeeds {
  readonly world: World;
  readonly kubelets: Kubelets;
  readonly services: MachineServices;
  readonly authorities: Authorities;
  /** Reads the cluster as its administrator. */
  readonly client: Client;
  /** What the API server finds wrong with a pod, for manifests of static pods. */
  readonly validatePod: ValidatePod;
  /** Asks the API server as whom the credentials say: a token, or the text of a certificate. */
  readonly request: (
    request: Omit<ApiRequest, 'user'>,
    credentials: { readonly token?: string; readonly clientCertificate?: string },
  ) => Promise<ApiResponse>;
  /** Whether the API server answers. */
  readonly answers: () => boolean;
  /** When it did not. */
  readonly outages: () => readonly { readonly from: number; readonly to: number | undefined }[];
  /** Where etcd stands: how often it was written to, and how many objects it holds. */
  readonly revision: () => number;
  readonly objectCount: () => number;
  /** The machine of the first terminal. It need not be a node. */
  readonly base: string;
  /** Where the API server listens: `https://172.30.1.2:6443`. */
  readonly server: string;
  /** kubectl on a machine. */
  readonly kubectl: (node: string) => Program;
  readonly shell: Pick<ShellOptions, 'completers' | 'clock' | 'busy' | 'hostTurn' | 'random' | 'openEditor' | 'steps'>;
  /** What the first terminal has beside what every machine has. */
  readonly layOutBase: (files: FileSystem) => void;
}

/** The machines of a cluster as people see them who log in. */
export interface Hosts {
  readonly needs: HostsNeeds;
  readonly base: string;
  /** The machine's name for a host name or address; undefined: nobody of this name. */
  resolve(name: string): string | undefined;
  /** Whether a machine gets an answer at a URL where an API server might be. */
  reaches(node: string, server: string): boolean;
  /** The files of a machine as root sees them. */
  files(node: string): FileSystem;
  /** Whether someone looked at the machine's files; until then they are as they were made. */
  isLaidOut(node: string): boolean;
  shell(node: string, user: HostUser): Shell;
  readonly units: LoadedUnits;
}

/** Gives every machine of a cluster its files, programs and shells. They are made when someone first asks for them. */
export function createHosts(needs: HostsNeeds): Hosts {
  const { world, kubelets, services } = needs;
  const trees = world.state('hosts/files', () => new Map<string, DirectoryNode>());
  const opened = new Map<string, FileSystem>();
  const shells = new Map<string, Shell>();

  function files(node: string): FileSystem {
    const known = opened.get(node);
    if (known !== undefined) return known;
    const fresh = !trees.has(node);
    if (fresh) trees.set(node, emptyTree(world.clock.now()));
    const memory = createMemoryFileSystem(world.clock.now, trees.get(node)!);
    const isMachine = kubelets.nodeNames().includes(node);
    const make = (path: string, from: number) => pkiText(hosts, node, path, from);
    const shown = isMachine
      ? guardControlPlane(withContainerLogs(withPki(memory, make), node, kubelets), node, kubelets)
      : memory;
    opened.set(node, shown);
    if (fresh) {
      layOutHost(memory, node, hosts);
      if (node === needs.base) needs.layOutBase(memory);
      // systemd has read the units when the machine was switched on.
      units.reload(node);
    }
    if (isMachine) {
      memory.watch('/etc/kubernetes', () => changed(node));
      memory.watch('/', (path) => {
        if (path.startsWith(`${units.staticPodPath(node)}/`)) changed(node);
      });
    }
    return shown;
  }

  function changed(node: string): void {
    if (kubelets.nodeNames().includes(node)) services.filesChanged(node);
  }

  function shell(node: string, user: HostUser): Shell {
    const key = `${user}@${node}`;
    const known = shells.get(key);
    if (known !== undefined) return known;
    const home = homeOf(user);
    const all = files(node);
    const first = node === needs.base && user === 'root';
    const made = createShell({
      ...needs.shell,
      programs: new Map([['kubectl', needs.kubectl(node)], ...hostPrograms({ hosts, node, user })]),
      files: user === 'root' ? all : restrictFiles(all, home),
      env: {
        HOME: home,
        USER: user,
        LOGNAME: user,
        SHELL: '/bin/bash',
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        HOSTNAME: node,
        LANG: 'C.UTF-8',
        TERM: 'xterm-256color',
      },
      cwd: home,
      ...(first ? { aliases: { k: 'kubectl' } } : { prompt: LOGIN_PROMPT }),
    });
    shells.set(key, made);
    return made;
  }

  const units = loadedUnits(world, files);
  const hosts: Hosts = {
    needs,
    base: needs.base,
    units,
    resolve(name) {
      if (name === 'localhost' || name === '127.0.0.1') return undefined;
      if (name === needs.base || kubelets.nodeNames().includes(name)) return name;
      return kubelets.nodeNames().find((node) => kubelets.shapeOf(node).address === name);
    },
    reaches(node, server) {
      const { host, port } = hostAndPort(server);
      const right = hostAndPort(needs.server);
      if (port !== right.port) return false;
      if (host === right.host) return true;
      const local = host === '127.0.0.1' || host === 'localhost';
      return kubelets.nodeNames().some((name) => {
        const { address } = kubelets.shapeOf(name);
        return address === right.host && (host === name || (local && node === name));
      });
    },
    files,
    isLaidOut: (node) => trees.has(node),
    shell,
  };
  services.attach({
    kubeletStart: (node) => kubeletStart(hosts, node),
    manifests(node): { drafts: ReturnType<typeof readManifests>['drafts']; lines: readonly KlogLine[] } | undefined {
      if (!trees.has(node)) return undefined;
      return readManifests(files(node), units.staticPodPath(node), needs.validatePod);
    },
  });
  return hosts;
}

function hostAndPort(url: string): { readonly host: string; readonly port: string } {
  const [, host = '', port = '443'] = /^https:\/\/([^:/]+)(?::(\d+))?/.exec(url) ?? [];
  return { host, port };
}
