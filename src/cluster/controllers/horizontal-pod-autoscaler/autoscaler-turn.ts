import { formatTime } from '../../../api/time.ts';
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
} from '../../../api/types/autoscaling.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { AutoscalerMemory } from './autoscaler-memory.ts';

/** One turn over an autoscaler: what it is, and the status that the turn arrives at. */
export interface AutoscalerTurn {
  readonly key: string;
  readonly autoscaler: HorizontalPodAutoscaler;
  readonly memory: AutoscalerMemory;
  readonly nowMs: Millis;
  status: HorizontalPodAutoscalerStatus;
  readonly say: (type: 'Normal' | 'Warning', reason: string, message: string) => void;
}

/** Models setConditionInList. */
export function setCondition(
  turn: AutoscalerTurn,
  type: string,
  holds: boolean,
  { reason, message }: { readonly reason: string; readonly message: string },
): void {
  const { conditions = [] } = turn.status;
  const status = holds ? 'True' : 'False';
  const before = conditions.find((one) => one.type === type);
  const lastTransitionTime = before?.status === status ? before.lastTransitionTime : formatTime(turn.nowMs);
  const next: HorizontalPodAutoscalerCondition = {
    type,
    status,
    ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }),
    reason,
    message,
  };
  turn.status = {
    ...turn.status,
    conditions: before === undefined ? [...conditions, next] : conditions.map((one) => (one === before ? next : one)),
  };
}
