import type { Draft } from '../../api/object.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis, World } from '../../sim/world.ts';
import { createJournal, type JournalEntry, type KlogLine } from './machine-journal.ts';
import type { NodeShape } from './node-shape.ts';
import type { Kubelets } from './start-kubelet.ts';

export type UnitName = 'kubelet' | 'containerd';

/** What systemd knows of a unit. */
export interface UnitState {
  enabled: boolean;
  /** `auto-restart`: it failed, and systemd starts it again after a while. */
  state: 'active' | 'inactive' | 'auto-restart';
  since: Millis;
  /** The main process, also the last one of a unit that does not run. */
  pid: number;
  restarts: number;
  /** The exit status of the last main process that failed. */
  failed: number | undefined;
}

/** What becomes of a kubelet that starts with the files as they are. */
export type KubeletStart =
  | {
      readonly kind: 'runs';
      /** Whether it reaches the API server. */
      readonly connected: boolean;
      readonly settings: Partial<Pick<NodeShape, 'pods' | 'kubeletVersion'>>;
      readonly lines: readonly KlogLine[];
    }
  | {
      readonly kind: 'fails';
      readonly status: number;
      readonly systemd?: readonly string[];
      readonly lines: readonly KlogLine[];
    };

/** The files of machines, as far as services read them. */
export interface MachineFiles {
  kubeletStart(node: string): KubeletStart;
  /** The static pods that a machine's files ask for; undefined: they are as they were made. */
  manifests(
    node: string,
  ): { readonly drafts: ReadonlyMap<string, Draft<Pod>>; readonly lines: readonly KlogLine[] } | undefined;
}

/** The services of all machines of a cluster, as their systemd runs them. */
export interface MachineServices {
  unit(node: string, name: UnitName): Readonly<UnitState>;
  start(node: string, name: UnitName): void;
  stop(node: string, name: UnitName): void;
  restart(node: string, name: UnitName): void;
  enable(node: string, name: UnitName, enabled: boolean): void;
  /** What was logged since the machine was switched on, oldest first; old entries of a long log are gone. */
  journal(node: string): readonly JournalEntry[];
  /** The files of a machine changed; its kubelet looks at its directory of static pods soon. */
  filesChanged(node: string): void;
  /** Says what knows the files; without it every start succeeds. */
  attach(files: MachineFiles): void;
}

export const DESCRIPTIONS: Readonly<Record<UnitName, string>> = {
  kubelet: 'kubelet.service - kubelet: The Kubernetes Node Agent',
  containerd: 'containerd.service - containerd container runtime',
};

/** kubeadm's kubelet.service has RestartSec=10. */
const restartAfterMs: Millis = 10_200;
/** A kubelet watches its directory of manifests; writes that belong together are seen together. */
const lookAfterMs: Millis = 700;
const FIRST_PID = 812;

interface Machine {
  readonly units: Map<UnitName, UnitState>;
  nextPid: number;
  /** Whether a look at the manifests is on its way. */
  looking: boolean;
}

/** Runs the kubelets and runtimes as services. A machine whose services nobody touched costs nothing. */
export function createMachineServices(world: World, kubelets: Kubelets): MachineServices {
  const machines = world.state('machines', () => new Map<string, Machine>());
  const journal = createJournal(world);
  const restart = world.clock.task<string>('machines/restart', onRestart, { background: true });
  const look = world.clock.task<string>('machines/manifests', onLook);
  let files: MachineFiles | undefined;

  function machine(node: string): Machine {
    const known = machines.get(node);
    if (known !== undefined) return known;
    const since = kubelets.bootedAt(node);
    const running = kubelets.isRunning(node);
    const unit = (pid: number, active: boolean): UnitState => ({
      enabled: true,
      state: active ? 'active' : 'inactive',
      since,
      pid,
      restarts: 0,
      failed: undefined,
    });
    const made: Machine = {
      units: new Map([
        ['containerd', unit(FIRST_PID - 180, kubelets.isRuntimeUp(node))],
        ['kubelet', unit(FIRST_PID, running)],
      ]),
      nextPid: 9000,
      looking: false,
    };
    machines.set(node, made);
    return made;
  }

  const unitOf = (node: string, name: UnitName): UnitState => machine(node).units.get(name)!;
  const systemd = (node: string, name: UnitName, text: string) => journal.add(node, name, 'systemd', 1, text);

  function start(node: string, name: UnitName): void {
    const unit = unitOf(node, name);
    if (unit.state === 'active') return;
    const since = world.clock.now();
    Object.assign(unit, { state: 'active', since, pid: machine(node).nextPid, failed: undefined });
    machine(node).nextPid += 37;
    systemd(node, name, `Started ${DESCRIPTIONS[name]}.`);
    if (name === 'containerd') kubelets.setRuntime(node, true);
    else startKubelet(node, unit);
  }

  function startKubelet(node: string, unit: UnitState): void {
    const answer = files?.kubeletStart(node) ?? { kind: 'runs', connected: true, settings: {}, lines: [] };
    for (const line of answer.lines) journal.klog(node, 'kubelet', unit.pid, line);
    if (answer.kind === 'fails') {
      for (const text of answer.systemd ?? []) systemd(node, 'kubelet', text);
      fail(node, unit, answer.status);
      return;
    }
    kubelets.configure(node, answer.settings);
    readManifests(node, unit);
    if (answer.connected) kubelets.setRunning(node, true);
  }

  function fail(node: string, unit: UnitState, status: number): void {
    const name = status === 203 ? '203/EXEC' : `${status}/FAILURE`;
    systemd(node, 'kubelet', `kubelet.service: Main process exited, code=exited, status=${name}`);
    systemd(node, 'kubelet', "kubelet.service: Failed with result 'exit-code'.");
    Object.assign(unit, { state: 'auto-restart', since: world.clock.now(), failed: status });
    restart.after(restartAfterMs, node);
  }

  function onRestart(node: string): void {
    if (!kubelets.nodeNames().includes(node)) return;
    const unit = unitOf(node, 'kubelet');
    if (unit.state !== 'auto-restart' || world.clock.now() - unit.since < restartAfterMs) return;
    // A copy of the cluster that nobody gave files to cannot know whether the next start succeeds.
    if (files === undefined) {
      unit.since = world.clock.now();
      restart.after(restartAfterMs, node);
      return;
    }
    unit.restarts++;
    systemd(node, 'kubelet', `kubelet.service: Scheduled restart job, restart counter is at ${unit.restarts}.`);
    start(node, 'kubelet');
  }

  function onLook(node: string): void {
    if (!kubelets.nodeNames().includes(node)) return;
    machine(node).looking = false;
    const unit = unitOf(node, 'kubelet');
    if (unit.state === 'active') readManifests(node, unit);
  }

  function readManifests(node: string, unit: UnitState): void {
    const read = files?.manifests(node);
    if (read === undefined) return;
    for (const line of read.lines) journal.klog(node, 'kubelet', unit.pid, line);
    for (const [file, refusal] of kubelets.setManifests(node, read.drafts)) {
      journal.klog(node, 'kubelet', unit.pid, { level: 'W', source: 'drydock', text: `${file}: ${refusal}` });
    }
  }

  function sayStopped(node: string, name: UnitName): void {
    systemd(node, name, `Stopping ${DESCRIPTIONS[name]}...`);
    systemd(node, name, `${name}.service: Deactivated successfully.`);
    systemd(node, name, `Stopped ${DESCRIPTIONS[name]}.`);
  }

  function stop(node: string, name: UnitName): void {
    const unit = unitOf(node, name);
    if (unit.state === 'inactive') return;
    if (unit.state === 'active') sayStopped(node, name);
    else systemd(node, name, `Stopped ${DESCRIPTIONS[name]}.`);
    Object.assign(unit, { state: 'inactive', since: world.clock.now(), restarts: 0, failed: undefined });
    if (name === 'containerd') kubelets.setRuntime(node, false);
    else kubelets.setRunning(node, false);
  }

  return {
    unit: unitOf,
    start,
    stop,
    restart(node, name) {
      const unit = unitOf(node, name);
      // A runtime is back before its kubelet misses it.
      if (name === 'containerd' && unit.state === 'active') {
        sayStopped(node, name);
        Object.assign(unit, { state: 'inactive' });
      } else stop(node, name);
      start(node, name);
    },
    enable(node, name, enabled) {
      unitOf(node, name).enabled = enabled;
    },
    journal: journal.of,
    filesChanged(node) {
      const known = machine(node);
      if (known.looking) return;
      known.looking = true;
      look.after(lookAfterMs, node);
    },
    attach(source) {
      files = source;
    },
  };
}
