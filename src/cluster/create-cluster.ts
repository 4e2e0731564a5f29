import type { User } from '../api/transport.ts';
import { createWorld, type Millis, type World, type WorldSnapshot } from '../sim/world.ts';
import { answerExec } from './answer-exec.ts';
import { type ApiServer, createApiServer } from './apiserver/api-server.ts';
import { type Authorities, createAuthorities } from './client/authorities.ts';
import type { ComponentContext } from './client/component.ts';
import { createEventRecorder } from './client/create-event-recorder.ts';
import { isControlPlane } from './cluster-shapes.ts';
import { type ClusterView, createClusterView } from './cluster-view.ts';
import { createControlPlane, type Outage } from './control-plane.ts';
import { createDefinitionController } from './controllers/custom-resource-definition/definition-controller.ts';
import { startControllers } from './controllers/start-controllers.ts';
import { createMachineServices, type MachineServices } from './kubelet/machine-services.ts';
import type { NodeShape } from './kubelet/node-shape.ts';
import { type Kubelets, startKubelets } from './kubelet/start-kubelet.ts';
import { createScheduler, DEFAULT_SCHEDULER, type SchedulerHandle } from './scheduler/create-scheduler.ts';
import type { SchedulerConfiguration } from './scheduler/scheduler-configuration.ts';
import { serveExec } from './serve-exec.ts';
import { serveLogs } from './serve-logs.ts';
import { createSystemWorkloads } from './system-workloads.ts';

export interface ClusterOptions {
  readonly seed: number;
  /** When the cluster is handed over; its machines were switched on some minutes before. */
  readonly startAt: Millis;
  readonly nodes: readonly NodeShape[];
  /** Without the workloads of kube-system; its scheduler and controllers run outside of any pod. */
  readonly bare: boolean;
  /** The profiles of the scheduler; without it, the default one. */
  readonly scheduler?: SchedulerConfiguration;
}

/** A simulated cluster: one API server and the parts that work on it. */
export interface Cluster {
  readonly world: World;
  readonly apiserver: ApiServer;
  readonly kubelets: Kubelets;
  readonly services: MachineServices;
  readonly authorities: Authorities;
  readonly scheduler: SchedulerHandle;
  readonly view: ClusterView;
  /** Whether the API server answers people; its machine's files can stop it. */
  answers(): boolean;
  outages(): readonly Outage[];
  addNode(shape: NodeShape): void;
  removeNode(name: string): void;
  setKubeletRunning(name: string, running: boolean): void;
  snapshot(): WorldSnapshot;
  /** A copy with the same future, which goes its own way from here. Frozen objects are shared. */
  fork(): Cluster;
}

const SYSTEM_NODES: User = { name: 'system:nodes', groups: ['system:nodes', 'system:authenticated'] };
const API_SERVER: User = { name: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] };
const SCHEDULER: User = { name: 'system:kube-scheduler', groups: ['system:authenticated'] };
const CONTROLLER_MANAGER: User = { name: 'system:kube-controller-manager', groups: ['system:authenticated'] };
const SYSTEM_MASTERS: User = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

/** How old a cluster is when it is handed over. In a big one, the heartbeats of minutes would take long and show nothing more. */
const ageMs = (nodes: number): Millis => (nodes <= 200 ? 5 * 60_000 : 60_000);

/** Builds a cluster and lets it come up, or builds the copy that a snapshot describes. */
export function createCluster(from: ClusterOptions | WorldSnapshot): Cluster {
  const world = createWorld(
    'states' in from ? from : { seed: from.seed, startAt: from.startAt - ageMs(from.nodes.length) },
  );
  const apiserver = createApiServer(world);
  const authorities = createAuthorities(world);
  const context = (component: string, user: User): ComponentContext => {
    const client = apiserver.client(user);
    return { world, client, events: createEventRecorder(world, client, component), authorities };
  };
  createDefinitionController(context('apiextensions-apiserver', API_SERVER));
  const controllers = startControllers((name, account) => context(name, serviceAccount(account)));
  const schedulerContext = context(DEFAULT_SCHEDULER, SCHEDULER);
  const scheduler = createScheduler(schedulerContext, 'states' in from ? undefined : from.scheduler);
  const kubelets = startKubelets(context('kubelet', SYSTEM_NODES));
  const services = createMachineServices(world, kubelets);
  const controlPlane = createControlPlane(world, kubelets, [
    {
      name: 'kube-scheduler',
      context: schedulerContext,
      part: scheduler,
      releases: true,
    },
    {
      name: 'kube-controller-manager',
      context: context('kube-controller-manager', CONTROLLER_MANAGER),
      part: controllers,
      releases: false,
    },
  ]);
  apiserver.serveContainers({ logs: serveLogs(world, kubelets), exec: answerExec(serveExec(kubelets)) });
  apiserver.serveComponentHealth(controlPlane.isRunning);
  const view = createClusterView(apiserver.client(SYSTEM_MASTERS), world);

  if (!('states' in from)) {
    apiserver.bootstrap();
    for (const shape of from.nodes) kubelets.addNode(shape);
    if (!from.bare) {
      const machines = from.nodes.filter(isControlPlane);
      createSystemWorkloads(apiserver.client(SYSTEM_MASTERS, 'kubeadm'), kubelets, machines);
      // Of a cluster whose machines are all workers, the control plane is somewhere else.
      if (machines.length > 0) controlPlane.manage();
    }
    world.clock.advanceTo(from.startAt);
  }

  return {
    world,
    apiserver,
    kubelets,
    services,
    authorities,
    scheduler,
    view,
    answers: controlPlane.answers,
    outages: controlPlane.outages,
    addNode: (shape) => kubelets.addNode(shape),
    removeNode: (name) => kubelets.removeNode(name),
    setKubeletRunning: (name, running) => (running ? services.start(name, 'kubelet') : services.stop(name, 'kubelet')),
    snapshot: () => world.snapshot(),
    fork: () => createCluster(world.snapshot()),
  };
}

const serviceAccount = (name: string): User => ({
  name: `system:serviceaccount:kube-system:${name}`,
  groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
});
