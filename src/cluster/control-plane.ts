import { ApiError } from '../api/api-error.ts';
import { leases } from '../api/resources.ts';
import { formatMicroTime, parseTime } from '../api/time.ts';
import type { Lease } from '../api/types/lease.ts';
import type { Millis, World } from '../sim/world.ts';
import type { ComponentContext } from './client/component.ts';
import type { Pausable } from './controllers/pausable.ts';
import { componentFault } from './kubelet/component-fault.ts';
import type { Kubelets } from './kubelet/start-kubelet.ts';

/** A component that a static pod runs: the image it comes from, and what stopping it stops. */
export interface ControlPlanePart {
  /** Also the name of its image, and of its lease in kube-system. */
  readonly name: 'kube-controller-manager' | 'kube-scheduler';
  readonly context: ComponentContext;
  readonly part: Pausable;
  /** Whether it gives its lease back when it ends, so that the next one need not wait. */
  readonly releases: boolean;
}

export interface ControlPlane {
  /** From now on the components run only while their static pods do. Without it (a bare cluster) they always run. */
  manage(): void;
  /** Whether kube-apiserver and etcd run, so that the API server answers. */
  answers(): boolean;
  /** When it did not, the last times; an outage that goes on has no end. */
  outages(): readonly Outage[];
  /** Whether a component runs; true for those that it does not manage. */
  isRunning(component: string): boolean;
}

export interface Outage {
  readonly from: Millis;
  readonly to: Millis | undefined;
}

const OUTAGES_KEPT = 20;

interface Leadership {
  /** The node where the leader runs; undefined: nobody leads. */
  node: string | undefined;
  identity: string;
}

const renewEveryMs: Millis = 2000;
const leaseDurationSeconds = 15;
const namespace = 'kube-system';

/**
 * Ties the scheduler and the controller manager to the containers of their static pods: a component works while one of its
 * containers runs and holds the lease. Models client-go tools/leaderelection as the components set it.
 */
export function createControlPlane(world: World, kubelets: Kubelets, parts: readonly ControlPlanePart[]): ControlPlane {
  const state = world.state('control-plane', () => ({
    managed: false,
    /** Whether the API server ran once. */
    came: false,
    answers: true,
    outages: [] as Outage[],
    leaders: new Map<string, Leadership>(),
  }));
  const random = world.random('control-plane');
  const renew = world.clock.task<null>(
    'control-plane/renew',
    () => {
      // At first everything starts; only what ran once can be missed.
      state.came ||= runningOn('kube-apiserver').length > 0 && runningOn('etcd').length > 0;
      for (const part of parts) elect(part, true);
      renew.after(renewEveryMs, null);
    },
    { background: true },
  );

  function elect(part: ControlPlanePart, mayWrite: boolean): void {
    const leader = state.leaders.get(part.name)!;
    // A component that cannot renew its lease stops to lead.
    const running = state.answers ? runningOn(part.name) : [];
    if (leader.node !== undefined && !running.includes(leader.node)) {
      leader.node = undefined;
      part.part.setRunning(false);
      if (part.releases && state.answers) release(part);
    }
    if (running.length === 0 || !mayWrite) return;
    if (leader.node === undefined) acquire(part, leader, running[0]!);
    else writeLease(part, { renewTime: formatMicroTime(world.clock.now()) });
  }

  /** The machines where a component runs, and is not about to fail. */
  function runningOn(name: string): readonly string[] {
    return kubelets
      .staticContainers()
      .filter(({ container }) => imageIs(container.image ?? '', name) && componentFault(container) === undefined)
      .map(({ node }) => node);
  }

  /** Looks whether the API server still answers, and tells those who work through it. */
  function lookAtApiServer(): void {
    const answers = runningOn('kube-apiserver').length > 0 && runningOn('etcd').length > 0;
    if (answers === state.answers) return;
    state.answers = answers;
    const now = world.clock.now();
    if (answers) state.outages.push(Object.freeze({ from: state.outages.pop()?.from ?? now, to: now }));
    else state.outages.push(Object.freeze({ from: now, to: undefined }));
    if (state.outages.length > OUTAGES_KEPT) state.outages.shift();
    kubelets.setOffline(!answers);
  }

  function acquire(part: ControlPlanePart, leader: Leadership, node: string): void {
    const now = world.clock.now();
    const held = part.context.client.get(leases, namespace, part.name)?.spec;
    const expires = (parseTime(held?.renewTime) ?? 0) + (held?.leaseDurationSeconds ?? 0) * 1000;
    if (held?.holderIdentity && expires > now) return;
    leader.identity = `${node}_${uuid()}`;
    const time = formatMicroTime(now);
    const lease = writeLease(part, {
      acquireTime: time,
      holderIdentity: leader.identity,
      leaseDurationSeconds,
      leaseTransitions: held === undefined ? 0 : (held.leaseTransitions ?? 0) + 1,
      renewTime: time,
    });
    if (lease === undefined) return;
    leader.node = node;
    part.context.events.event(lease, 'Normal', 'LeaderElection', `${leader.identity} became leader`);
    part.part.setRunning(true);
  }

  function release(part: ControlPlanePart): void {
    const time = formatMicroTime(world.clock.now());
    writeLease(part, { acquireTime: time, holderIdentity: '', leaseDurationSeconds: 1, renewTime: time });
  }

  function writeLease({ context: { client }, name }: ControlPlanePart, spec: Lease['spec']): Lease | undefined {
    const known = client.get(leases, namespace, name);
    try {
      if (known !== undefined) return client.update(leases, { ...known, spec: { ...known.spec, ...spec } });
      const metadata = { name, namespace };
      return client.create(leases, namespace, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return undefined;
    }
  }

  function uuid(): string {
    const hex = Array.from({ length: 32 }, () => random.int(16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  kubelets.onStaticPods(() => {
    if (!state.managed) return;
    if (state.came) lookAtApiServer();
    // What stops, stops at once; who leads next is found out at the next turn of the election.
    for (const part of parts) elect(part, false);
  });

  return {
    manage() {
      state.managed = true;
      for (const { name, part } of parts) {
        state.leaders.set(name, { node: undefined, identity: '' });
        part.setRunning(false);
      }
      renew.after(renewEveryMs, null);
    },
    answers: () => state.answers,
    outages: () => state.outages,
    isRunning: (component) =>
      !state.managed ||
      !state.leaders.has(component) ||
      kubelets.staticContainers().some(({ container }) => imageIs(container.image ?? '', component)),
  };
}

/** `registry.k8s.io/kube-scheduler:v1.33.1` is kube-scheduler, from whatever registry it comes. */
const imageIs = (image: string, name: string): boolean =>
  image
    .replace(/[:@].*$/, '')
    .split('/')
    .at(-1) === name;
