import { goQuote } from '../../../api/go-quote.ts';
import { isSelectorError, parseLabelSelector, type Selector, selectorMatches } from '../../../api/labels.ts';
import { canonicalQuantity, milliValue } from '../../../api/quantity.ts';
import { pods } from '../../../api/resources.ts';
import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../../api/types/autoscaling.ts';
import type { Client } from '../../client/client.ts';
import { goLabelSelector } from '../disruption/go-label-selector.ts';
import { type AutoscalerTurn, setCondition } from './autoscaler-turn.ts';
import { type MetricsSource, NO_CUSTOM_METRICS, noExternalMetrics } from './metrics-source.ts';
import { replicasForAverage, replicasForUtilization, type UsageQuestion } from './resource-replicas.ts';
import type { TargetScale } from './target-scale.ts';

interface Proposal {
  readonly replicas: number;
  readonly metric: string;
  readonly status: MetricStatus;
}

/** Why a metric proposes nothing: what is said of it, and what the whole says of it. */
interface NoProposal {
  readonly reason: string;
  readonly problem: string;
  readonly whole: string;
}

export interface Evaluation {
  /** undefined when too little could be measured to decide anything. */
  readonly replicas: number | undefined;
  readonly metric: string;
  readonly statuses: readonly MetricStatus[];
  readonly error: string | undefined;
}

/** Models computeReplicasForMetrics, after its look at the selector. */
export function evaluateMetrics(
  client: Client,
  source: MetricsSource,
  turn: AutoscalerTurn,
  scale: TargetScale,
  selector: Selector,
): Evaluation {
  const specs = turn.autoscaler.spec.metrics ?? [];
  let best: Proposal | undefined;
  const failures: NoProposal[] = [];
  const statuses = specs.map((spec): MetricStatus => {
    const proposal = evaluate(client, source, turn, scale, selector, spec);
    if ('problem' in proposal) {
      turn.say('Warning', proposal.reason, proposal.problem);
      failures.push(proposal);
      return { type: '' };
    }
    if (best === undefined || best.replicas === 0 || proposal.replicas > best.replicas) best = proposal;
    return proposal.status;
  });
  const [first] = failures;
  const error =
    first && `invalid metrics (${failures.length} invalid out of ${specs.length}), first error is: ${first.whole}`;
  if (first !== undefined && (best === undefined || best.replicas < scale.replicas)) {
    const message = `the HPA was unable to compute the replica count: ${first.problem}`;
    setCondition(turn, 'ScalingActive', false, { reason: first.reason, message });
    return { replicas: undefined, metric: '', statuses, error };
  }
  const metric = best?.metric ?? '';
  const message = `the HPA was able to successfully calculate a replica count from ${metric}`;
  setCondition(turn, 'ScalingActive', true, { reason: 'ValidMetricFound', message });
  return { replicas: best?.replicas ?? 0, metric, statuses, error };
}

/** Models computeReplicasForMetric. */
function evaluate(
  client: Client,
  source: MetricsSource,
  turn: AutoscalerTurn,
  scale: TargetScale,
  selector: Selector,
  spec: MetricSpec,
): Proposal | NoProposal {
  const { namespace = '' } = turn.autoscaler.metadata;
  const { resource, containerResource, object, pods: podsMetric, external } = spec;
  if (spec.type === 'Resource' && resource !== undefined) {
    const { name, target } = resource;
    const found = evaluateUsage(client, source, turn, scale, selector, { name, target, container: '' });
    if ('problem' in found) {
      const whole = `failed to get ${name} resource metric value: ${found.problem}`;
      return { reason: 'FailedGetResourceMetric', problem: found.problem, whole };
    }
    return { ...found, status: { type: spec.type, resource: { name, current: found.current } } };
  }
  if (spec.type === 'ContainerResource' && containerResource !== undefined) {
    const { name, target, container } = containerResource;
    const found = evaluateUsage(client, source, turn, scale, selector, { name, target, container });
    if ('problem' in found) {
      const whole = `failed to get ${container} container metric value: ${found.problem}`;
      return { reason: 'FailedGetContainerResourceMetric', problem: found.problem, whole };
    }
    return { ...found, status: { type: spec.type, containerResource: { name, container, current: found.current } } };
  }
  if (spec.type === 'Object' && object !== undefined) {
    const { metric, describedObject } = object;
    const on = `${describedObject.kind} on ${namespace} ${describedObject.name}/`;
    const asked = `unable to get metric ${metric.name}: ${on}${NO_CUSTOM_METRICS}`;
    const problem = object.target.type === 'Value' ? asked : `failed to get ${metric.name} object metric: ${asked}`;
    return { reason: 'FailedGetObjectMetric', problem, whole: `failed to get object metric value: ${problem}` };
  }
  if (spec.type === 'Pods' && podsMetric !== undefined) {
    const problem = `unable to get metric ${podsMetric.metric.name}: ${NO_CUSTOM_METRICS}`;
    return { reason: 'FailedGetPodsMetric', problem, whole: `failed to get pods metric value: ${problem}` };
  }
  if (spec.type === 'External' && external !== undefined) {
    const { metric, target } = external;
    const at = `${namespace}/${metric.name}/${goLabelSelector(metric.selector)}`;
    const asked = `unable to get external metric ${at}: ${noExternalMetrics(metric.name)}`;
    const problem =
      target.averageValue === undefined
        ? `failed to get external metric ${metric.name}: ${asked}`
        : `failed to get ${metric.name} external metric: ${asked}`;
    const whole = `failed to get ${metric.name} external metric value: ${problem}`;
    return { reason: 'FailedGetExternalMetric', problem, whole };
  }
  const problem = `unknown metric source type ${goQuote(spec.type)}`;
  return { reason: 'InvalidMetricSourceType', problem, whole: problem };
}

interface UsageTarget {
  readonly name: string;
  readonly container: string;
  readonly target: MetricTarget;
}

type Usage =
  | { readonly replicas: number; readonly metric: string; readonly current: MetricValueStatus }
  | { readonly problem: string };

/** Models computeStatusForResourceMetricGeneric. */
function evaluateUsage(
  client: Client,
  source: MetricsSource,
  turn: AutoscalerTurn,
  scale: TargetScale,
  selector: Selector,
  { name, container, target }: UsageTarget,
): Usage {
  const { namespace = '' } = turn.autoscaler.metadata;
  const isAmount = target.averageValue !== undefined;
  if (!isAmount && target.averageUtilization === undefined) {
    return {
      problem:
        'invalid resource metric source: neither an average utilization target nor an average value (usage) target was set',
    };
  }
  const prefix = `failed to get ${name} ${isAmount ? 'usage' : 'utilization'}`;
  const metrics = source.usage(name, namespace, selector, container);
  if ('problem' in metrics) {
    return { problem: `${prefix}: unable to get metrics for resource ${name}: ${metrics.problem}` };
  }
  const question: UsageQuestion = {
    currentReplicas: scale.replicas,
    resource: name,
    container,
    pods: client.list(pods, { namespace }).filter(({ metadata }) => selectorMatches(selector, metadata.labels)),
    metrics,
    nowMs: turn.nowMs,
  };
  const answer = isAmount
    ? replicasForAverage(question, milliValue(target.averageValue))
    : replicasForUtilization(question, target.averageUtilization!);
  if ('problem' in answer) return { problem: `${prefix}: ${answer.problem}` };
  const part = container === '' ? 'resource' : 'container resource';
  const averageValue = canonicalQuantity(`${answer.average}m`);
  return {
    replicas: answer.replicas,
    metric: isAmount ? `${name} resource` : `${name} ${part} utilization (percentage of request)`,
    current: isAmount ? { averageValue } : { averageUtilization: answer.utilization!, averageValue },
  };
}

/** The selector of a scale, which comes as text. */
export function readSelector(text: string): Selector | { readonly problem: string } {
  const selector = parseLabelSelector(text);
  return isSelectorError(selector) ? { problem: selector.error } : selector;
}
