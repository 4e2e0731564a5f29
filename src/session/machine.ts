import type { Transport, User } from '../api/transport.ts';
import { strategies } from '../cluster/apiserver/registry.ts';
import { isControlPlane } from '../cluster/cluster-shapes.ts';
import type { Cluster } from '../cluster/create-cluster.ts';
import { createHosts, type Hosts } from '../hosts/hosts.ts';
import type { ConnectTarget } from '../kubectl/io.ts';
import type { Shell } from '../shell/create-shell.ts';
import type { FileSystem } from '../shell/file-system.ts';
import { createStepCounter } from '../shell/interpreter/step-counter.ts';
import type { OpenEditor } from '../shell/programs/standard-programs.ts';
import { documentedTransport } from './documented-transport.ts';
import { createForeground, type Foreground, type HostTurn } from './foreground.ts';
import { layOutHome, SERVER } from './home.ts';
import { identify, unauthorized } from './identify.ts';
import { kubectlCompleter } from './kubectl-completer.ts';
import { kubectlProgram } from './kubectl-program.ts';
import { loadFieldDocs } from './load-field-docs.ts';
import { validatePod } from './validate-pod.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import { wakingTransport } from './waking-transport.ts';

/** The administrator that the terminal, the labs' scripts and the grader act as. */
export const ADMIN = {
  name: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
};

const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/** A simulated cluster and the host whose shell works on it. */
export interface Machine {
  readonly cluster: Cluster;
  /** Its machines; `files` and `shell` are those of the first terminal. */
  readonly hosts: Hosts;
  readonly files: FileSystem;
  /** The files of a machine by its name or address. */
  readonly filesOf: (name: string) => FileSystem | undefined;
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
  const random = cluster.world.random('shell');
  const transportOf = (user: User) =>
    documentedTransport(
      wakingTransport(cluster.apiserver.transport(user), time.woke),
      () => foreground.busy(loadFieldDocs()),
      cluster.apiserver.setFieldDocs,
    );
  const admin = transportOf(ADMIN);
  /** Who shows no credentials is the administrator: his kubeconfig has none. */
  const connectFrom =
    (node: string) =>
    (target: ConnectTarget): Transport => {
      if (!cluster.answers() || !hosts.reaches(node, target.server)) return unreachable(target.server);
      if ((target.token ?? target.clientCertificate ?? target.clientCertificateData) === undefined) return admin;
      const user = identify(cluster, target);
      return user === undefined ? unauthorized : transportOf(user);
    };
  const hosts: Hosts = createHosts({
    world: cluster.world,
    kubelets: cluster.kubelets,
    services: cluster.services,
    authorities: cluster.authorities,
    client: cluster.apiserver.client(ADMIN),
    validatePod: validatePod(cluster),
    request(request, credentials) {
      const known = (credentials.token ?? credentials.clientCertificate) !== undefined;
      const user = known ? identify(cluster, credentials) : ANONYMOUS;
      return (user === undefined ? unauthorized : transportOf(user)).send(request);
    },
    answers: cluster.answers,
    outages: cluster.outages,
    revision: () => cluster.apiserver.registry.context.store.revision,
    objectCount: () =>
      strategies.reduce((count, { resource }) => count + cluster.apiserver.registry.list(resource).length, 0),
    base: controlPlaneName(cluster) ?? 'controlplane',
    server: SERVER,
    kubectl: (node) =>
      kubectlProgram({
        connect: connectFrom(node),
        randomSuffix: () => `${random.int(2 ** 31)}`,
        latency: () => time.latency(KUBECTL_LATENCY_MS),
      }),
    layOutBase: layOutHome,
    shell: {
      completers: new Map([['kubectl', kubectlCompleter((target) => connectFrom(hosts.base)(target), time)]]),
      clock: time,
      busy: foreground.busy,
      hostTurn: foreground.hostTurn,
      random,
      steps: createStepCounter(foreground.hostTurn, foreground.busy),
      ...(host.openEditor === undefined ? {} : { openEditor: host.openEditor }),
    },
  });
  const files = hosts.files(hosts.base);
  const shell = hosts.shell(hosts.base, 'root');
  const filesOf = (name: string) => {
    const node = hosts.resolve(name);
    return node === undefined ? undefined : hosts.files(node);
  };
  return { cluster, hosts, files, filesOf, shell, time, foreground };
}

/** Models net.Dialer's answer for an address where nobody listens, as kubectl words it. */
function unreachable(server: string): Transport {
  const host = server
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/^localhost\b/, '127.0.0.1');
  return {
    send: () => Promise.reject(new Error(`dial tcp ${host}: connect: connection refused`)),
  };
}

/** The first machine of the control plane; a cluster may have none. */
function controlPlaneName({ kubelets }: Cluster): string | undefined {
  return kubelets.nodeNames().find((name) => isControlPlane(kubelets.shapeOf(name)));
}
