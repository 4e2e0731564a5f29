import { formatTime } from '../../../api/time.ts';
import type { Lease } from '../../../api/types/lease.ts';
import type { Node, NodeCondition } from '../../../api/types/node.ts';
import type { Millis } from '../../../sim/clock.ts';

/** How long a kubelet may be silent: --node-monitor-grace-period as kubeadm runs it, and --node-startup-grace-period. */
const GRACE: Millis = 40_000;
const STARTUP_GRACE: Millis = 60_000;

/** What was last heard of a node, and when. */
export interface NodeHealth {
  readonly probedAt: Millis;
  readonly heartbeat: string | undefined;
  readonly hadReady: boolean;
  /** Whether the node's Ready condition is True. */
  readonly isReady: boolean;
  readonly renewTime: string | undefined;
  /** The objects that this was read from: while they are the same ones there is no news. */
  readonly node: Node;
  readonly lease: Lease | undefined;
}

const fromKubelet = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** Takes note of news from a kubelet: a changed heartbeat or a renewed lease. Models tryUpdateNodeHealth, first part. */
export function observeHealth(
  known: NodeHealth | undefined,
  node: Node,
  lease: Lease | undefined,
  now: Millis,
): NodeHealth {
  const renewTime = lease?.spec.renewTime ?? undefined;
  const renewed = renewTime !== undefined && (known?.renewTime === undefined || known.renewTime < renewTime);
  if (known !== undefined && known.node === node) {
    if (known.lease === lease) return known;
    const { heartbeat, hadReady, isReady, probedAt } = known;
    return renewed
      ? Object.freeze({ probedAt: now, heartbeat, hadReady, isReady, renewTime, node, lease })
      : Object.freeze({ probedAt, heartbeat, hadReady, isReady, renewTime: known.renewTime, node, lease });
  }
  const ready = node.status.conditions?.find(({ type }) => type === 'Ready');
  const heartbeat = ready?.lastHeartbeatTime;
  const hadReady = ready !== undefined;
  const isReady = ready?.status === 'True';
  if (known === undefined) {
    const heard = hadReady || renewTime !== undefined;
    const probedAt = heard ? now : Date.parse(node.metadata.creationTimestamp);
    return Object.freeze({ probedAt, heartbeat, hadReady, isReady, renewTime, node, lease });
  }
  const news = renewed || known.hadReady !== hadReady || (hadReady && known.heartbeat !== heartbeat);
  return news
    ? Object.freeze({ probedAt: now, heartbeat, hadReady, isReady, renewTime, node, lease })
    : Object.freeze({ ...known, isReady, node, lease });
}

/** Whether a kubelet has been silent for longer than its grace. */
export const isSilent = ({ probedAt, hadReady }: NodeHealth, now: Millis): boolean =>
  now > probedAt + (hadReady ? GRACE : STARTUP_GRACE);

/**
 * The conditions of a node whose kubelet has been silent for too long; undefined while it has not, or when they say so
 * already. Models tryUpdateNodeHealth, second part.
 */
export function silentConditions(health: NodeHealth, node: Node, now: Millis): readonly NodeCondition[] | undefined {
  if (!isSilent(health, now)) return undefined;
  const present = node.status.conditions ?? [];
  const before = present.find(({ type }) => type === 'Ready');
  if (before?.status === 'Unknown') return undefined;
  const lastTransitionTime = formatTime(now);
  const changed = present.map((condition) =>
    fromKubelet.includes(condition.type) && condition.status !== 'Unknown'
      ? {
          ...condition,
          status: 'Unknown',
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
          lastTransitionTime,
        }
      : condition,
  );
  const added = fromKubelet
    .filter((type) => !present.some((condition) => condition.type === type))
    .map((type) => ({
      type,
      status: 'Unknown',
      lastHeartbeatTime: node.metadata.creationTimestamp,
      lastTransitionTime,
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
    }));
  return [...changed, ...added];
}
