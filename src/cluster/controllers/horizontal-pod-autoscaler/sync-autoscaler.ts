import { ApiError } from '../../../api/api-error.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { type Selector, selectorMatches } from '../../../api/labels.ts';
import { horizontalPodAutoscalers, pods } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type { Client } from '../../client/client.ts';
import type { AutoscalerMemory } from './autoscaler-memory.ts';
import { type AutoscalerTurn, setCondition } from './autoscaler-turn.ts';
import { evaluateMetrics, readSelector } from './evaluate-metrics.ts';
import type { MetricsSource } from './metrics-source.ts';
import { normalizeReplicas } from './normalize-replicas.ts';
import { longestPeriodMs } from './scaling-limits.ts';
import { type TargetScale, targetScale } from './target-scale.ts';

/** Looks at the target's size and metrics, and scales it. Models pkg/controller/podautoscaler reconcileAutoscaler. */
export function syncAutoscaler(
  client: Client,
  source: MetricsSource,
  turn: AutoscalerTurn,
  memories: ReadonlyMap<string, AutoscalerMemory>,
): void {
  const { autoscaler, memory, nowMs } = turn;
  const { namespace = '' } = autoscaler.metadata;
  const { minReplicas: min = 1, maxReplicas: max, behavior, scaleTargetRef } = autoscaler.spec;
  const scale = targetScale(client, namespace, scaleTargetRef);
  if ('problem' in scale) {
    turn.say('Warning', 'FailedGetScale', scale.problem);
    const message = `the HPA controller was unable to get the target's current scale: ${scale.problem}`;
    setCondition(turn, 'AbleToScale', false, { reason: 'FailedGetScale', message });
    writeStatus(client, turn);
    return;
  }
  const found = "the HPA controller was able to get the target's current scale";
  setCondition(turn, 'AbleToScale', true, { reason: 'SucceededGetScale', message: found });
  const current = scale.replicas;
  if (memory.recommendations.length === 0) memory.recommendations = [{ replicas: current, atMs: nowMs }];
  const counted = (desired: number, statuses = turn.status.currentMetrics) => {
    const { lastScaleTime, conditions = [] } = turn.status;
    turn.status = {
      ...(lastScaleTime === undefined ? {} : { lastScaleTime }),
      currentReplicas: current,
      desiredReplicas: desired,
      ...(statuses === undefined ? {} : { currentMetrics: statuses }),
      conditions,
    };
  };
  let desired = current;
  let why = '';
  let statuses: typeof turn.status.currentMetrics = [];
  if (current === 0 && min !== 0) {
    const message = 'scaling is disabled since the replica count of the target is zero';
    setCondition(turn, 'ScalingActive', false, { reason: 'ScalingDisabled', message });
  } else if (current > max) {
    why = 'Current number of replicas above Spec.MaxReplicas';
    desired = max;
  } else if (current < min) {
    why = 'Current number of replicas below Spec.MinReplicas';
    desired = min;
  } else {
    const selector = checkedSelector(client, turn, scale, memories);
    const evaluation =
      'problem' in selector
        ? { replicas: undefined, metric: '', statuses: [], error: selector.problem }
        : evaluateMetrics(client, source, turn, scale, selector);
    if (evaluation.replicas === undefined) {
      counted(turn.status.desiredReplicas, evaluation.statuses);
      writeStatus(client, turn);
      turn.say('Warning', 'FailedComputeMetricsReplicas', evaluation.error ?? '');
      return;
    }
    statuses = evaluation.statuses;
    if (evaluation.replicas > current) why = `${evaluation.metric} above target`;
    if (evaluation.replicas < current) why = 'All metrics below target';
    const wish = { current, desired: evaluation.replicas, min, max, behavior, nowMs };
    const { replicas, able, limit } = normalizeReplicas(memory, wish);
    setCondition(turn, 'AbleToScale', true, able);
    setCondition(turn, 'ScalingLimited', limit.limited, limit);
    desired = replicas;
  }
  if (desired !== current) {
    const problem = rescale(client, scale, namespace, scaleTargetRef.name, desired);
    if (problem !== undefined) {
      turn.say('Warning', 'FailedRescale', `New size: ${desired}; reason: ${why}; error: ${problem}`);
      const message = `the HPA controller was unable to update the target scale: ${problem}`;
      setCondition(turn, 'AbleToScale', false, { reason: 'FailedUpdateScale', message });
      counted(turn.status.desiredReplicas);
      writeStatus(client, turn);
      return;
    }
    const message = `the HPA controller was able to update the target scale to ${desired}`;
    setCondition(turn, 'AbleToScale', true, { reason: 'SucceededRescale', message });
    turn.say('Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${why}`);
    noteChange(turn, desired - current);
    turn.status = { ...turn.status, lastScaleTime: formatTime(nowMs) };
  }
  counted(desired, statuses);
  writeStatus(client, turn);
}

function rescale(
  client: Client,
  { resource }: TargetScale,
  namespace: string,
  name: string,
  replicas: number,
): string | undefined {
  try {
    client.patch(resource, namespace, name, 'merge', { spec: { replicas } }, 'scale');
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.message;
  }
}

/** Models storeScaleEvent. */
function noteChange({ autoscaler, memory, nowMs }: AutoscalerTurn, change: number): void {
  const { behavior } = autoscaler.spec;
  if (behavior === undefined) return;
  const recent = (changes: AutoscalerMemory['ups'], rules: typeof behavior.scaleUp) =>
    changes.filter(({ atMs }) => atMs >= nowMs - longestPeriodMs(rules));
  const noted = { change: Math.abs(change), atMs: nowMs };
  if (change > 0) memory.ups = [...recent(memory.ups, behavior.scaleUp), noted];
  else memory.downs = [...recent(memory.downs, behavior.scaleDown), noted];
}

/** The pods' selector, unless another autoscaler scales some of them too. Models validateAndParseSelector. */
function checkedSelector(
  client: Client,
  turn: AutoscalerTurn,
  { selector: text }: TargetScale,
  memories: ReadonlyMap<string, AutoscalerMemory>,
): Selector | { readonly problem: string } {
  const inactive = (reason: string, message: string, eventReason: string, problem: string) => {
    turn.say('Warning', eventReason, problem);
    setCondition(turn, 'ScalingActive', false, { reason, message });
    return { problem };
  };
  if (text === '') {
    const message = "the HPA target's scale is missing a selector";
    return inactive('InvalidSelector', message, 'SelectorRequired', 'selector is required');
  }
  const selector = readSelector(text);
  if ('problem' in selector) {
    const problem = `couldn't convert selector into a corresponding internal selector object: ${selector.problem}`;
    return inactive('InvalidSelector', problem, 'InvalidSelector', problem);
  }
  turn.memory.selector = text;
  const { namespace = '' } = turn.autoscaler.metadata;
  const rivals = [...memories].filter(
    ([key, memory]) => key.startsWith(`${namespace}/`) && memory.selector !== undefined,
  );
  if (rivals.length > 1) {
    const own = client.list(pods, { namespace }).filter(({ metadata }) => selectorMatches(selector, metadata.labels));
    const sharing = rivals.filter(([, memory]) => {
      const other = readSelector(memory.selector!);
      return !('problem' in other) && own.some(({ metadata }) => selectorMatches(other, metadata.labels));
    });
    if (sharing.length > 1) {
      const names = sharing.map(([key]) => `{${key.slice(namespace.length + 1)} ${namespace}}`).join(' ');
      const problem = `pods by selector ${text} are controlled by multiple HPAs: [${names}]`;
      return inactive('AmbiguousSelector', problem, 'AmbiguousSelector', problem);
    }
  }
  return selector;
}

/** Models updateStatusIfNeeded. */
function writeStatus(client: Client, turn: AutoscalerTurn): void {
  const { autoscaler, status } = turn;
  if (jsonEqual(autoscaler.status, status)) return;
  try {
    client.updateStatus(horizontalPodAutoscalers, { ...autoscaler, status });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    turn.say('Warning', 'FailedUpdateStatus', error.message);
  }
}
