import { ApiError } from '../../api/api-error.ts';
import { leases, nodes } from '../../api/resources.ts';
import { formatMicroTime } from '../../api/time.ts';
import type { Lease } from '../../api/types/lease.ts';
import type { Node, NodeStatus } from '../../api/types/node.ts';
import type { ComponentContext } from '../client/component.ts';
import type { KubeletState, NodeRecord } from './kubelet-state.ts';
import { nodeImages } from './node-images.ts';
import { nodeDraft, nodeStatus, saysTheSame } from './node-object.ts';

const leaseNamespace = 'kube-node-lease';
const slots = 10;
/** A kubelet renews its lease every 10 s, and reports an unchanged status every 5 minutes. */
export const statusEverySeconds = 300;

/** Stored statuses that say what their kubelet says; looking again each ten seconds would cost much and find nothing. */
const agreed = new WeakSet<NodeStatus>();

/**
 * Unlike Kubernetes, whose kubelets tell of an image within ten seconds, they do it a minute later: a rollout over thousands
 * of nodes is through by then, and need not wait for thousands of reports.
 */
const IMAGES_AFTER_MS = 60_000;

export interface NodeReporter {
  /** Makes the node known: creates its object when there is none, and reports its status and lease. */
  register(record: NodeRecord): void;
  reportNode(record: NodeRecord): void;
  renewLease(record: NodeRecord): void;
  nodeEvent(record: NodeRecord, type: 'Normal' | 'Warning', reason: string, message: string): void;
  /** Renews leases and reports from now on. */
  startTicking(): void;
}

/** What all kubelets tell of their nodes. `eachTick` is called every second, after the reports. */
export function createNodeReporter(context: ComponentContext, state: KubeletState, eachTick: () => void): NodeReporter {
  const { world, client } = context;
  const tick = world.clock.task<null>('kubelet/heartbeat', onTick, { background: true });
  const ticking = world.state('kubelet/heartbeat', () => ({ started: false }));

  function nodeEvent({ shape: { name } }: NodeRecord, type: 'Normal' | 'Warning', reason: string, message: string) {
    // A kubelet names its node by the node's name also where events ask for a uid.
    const metadata = { name, uid: name, resourceVersion: '', creationTimestamp: '' };
    context.events.event({ apiVersion: '', kind: 'Node', metadata }, type, reason, message, undefined, name);
  }

  function register(record: NodeRecord): void {
    const { name } = record.shape;
    const existing = client.get(nodes, undefined, name);
    const say = (reason: string, message = `Node ${name} status is now: ${reason}`) =>
      nodeEvent(record, 'Normal', reason, message);
    say('Starting', 'Starting kubelet.');
    if (existing === undefined) client.create(nodes, undefined, nodeDraft(record.shape, world.clock.now()));
    say('NodeHasSufficientMemory');
    say('NodeHasNoDiskPressure');
    say('NodeHasSufficientPID');
    say('NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
    reportNode(record);
    if (existing === undefined || readyStatus(existing) !== 'True') say('NodeReady');
    renewLease(record);
  }

  function reportNode(record: NodeRecord): void {
    const node = client.get(nodes, undefined, record.shape.name);
    if (node === undefined) return;
    const { images: before, ...old } = node.status;
    const isNews = record.imagesNewSince !== undefined || (before === undefined && record.images.size > 0);
    const images = isNews ? nodeImages(record.images) : before;
    const status = { ...nodeStatus(record, old, world.clock.now()), ...(images === undefined ? {} : { images }) };
    agreed.add(client.updateStatus(nodes, { ...node, status }).status);
    record.imagesNewSince = undefined;
  }

  /** Somebody else wrote what this kubelet says otherwise, or a capacity that it has yet to make allocatable. */
  function isContradicted(record: NodeRecord): boolean {
    const status = client.get(nodes, undefined, record.shape.name)?.status;
    if (status === undefined || agreed.has(status)) return false;
    const same = saysTheSame(status, nodeStatus(record, status, world.clock.now()));
    if (same && Object.isFrozen(status)) agreed.add(status);
    return !same;
  }

  const hasNewImages = ({ imagesNewSince }: NodeRecord): boolean =>
    imagesNewSince !== undefined && world.clock.now() - imagesNewSince >= IMAGES_AFTER_MS;

  function renewLease(record: NodeRecord): void {
    const { name } = record.shape;
    const lease = client.get(leases, leaseNamespace, name);
    const renewTime = formatMicroTime(world.clock.now());
    if (lease !== undefined) {
      client.update(leases, { ...lease, spec: { ...lease.spec, renewTime } });
      return;
    }
    const node = client.get(nodes, undefined, name);
    if (node === undefined) return;
    client.create<Lease>(leases, leaseNamespace, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name,
        namespace: leaseNamespace,
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid }],
      },
      spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
    });
  }

  function onTick(): void {
    const slot = state.ticks % slots;
    const report = (state.ticks % statusEverySeconds) - slot;
    for (const record of state.nodes.values()) {
      if (!record.running || state.offline || record.slot % slots !== slot) continue;
      try {
        renewLease(record);
        // The 5-minute reports of the nodes are spread over the 30 rounds of lease renewals.
        const isDue = Math.floor(record.slot / slots) * slots === report;
        if (isDue || hasNewImages(record) || isContradicted(record)) reportNode(record);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
      }
    }
    eachTick();
    state.ticks++;
    tick.after(1000, null);
  }

  return {
    register,
    reportNode,
    renewLease,
    nodeEvent,
    startTicking() {
      if (ticking.started) return;
      ticking.started = true;
      tick.after(1000, null);
    },
  };
}

const readyStatus = (node: Node) => node.status.conditions?.find(({ type }) => type === 'Ready')?.status;
