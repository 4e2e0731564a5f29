import type {
  HorizontalPodAutoscalerBehavior,
  HPAScalingPolicy,
  HPAScalingRules,
} from '../../../api/types/autoscaling.ts';

/** The behavior as the annotation of autoscaling/v1 has it: Kubernetes writes its internal type, with Go's names. */
export function behaviorText({ scaleUp, scaleDown }: HorizontalPodAutoscalerBehavior): string {
  return JSON.stringify({ ScaleUp: rulesInGo(scaleUp), ScaleDown: rulesInGo(scaleDown) });
}

function rulesInGo(rules: HPAScalingRules | undefined) {
  if (rules === undefined) return null;
  const policies = rules.policies?.map(({ type, value, periodSeconds }) => ({
    Type: type,
    Value: value,
    PeriodSeconds: periodSeconds,
  }));
  return {
    StabilizationWindowSeconds: rules.stabilizationWindowSeconds ?? null,
    SelectPolicy: rules.selectPolicy ?? null,
    Policies: policies ?? null,
    Tolerance: rules.tolerance ?? null,
  };
}

/** undefined for a text that is no behavior: Kubernetes ignores it. */
export function behaviorFromText(text: string | undefined): HorizontalPodAutoscalerBehavior | undefined {
  if (text === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const behavior = fieldsOf(parsed);
  if (behavior === undefined) return undefined;
  const [scaleUp, scaleDown] = [rulesFrom(behavior.get('scaleup')), rulesFrom(behavior.get('scaledown'))];
  return { ...(scaleUp === undefined ? {} : { scaleUp }), ...(scaleDown === undefined ? {} : { scaleDown }) };
}

/** Go matches names whatever their case. */
function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]));
}

function rulesFrom(value: unknown): HPAScalingRules | undefined {
  const rules = fieldsOf(value);
  if (rules === undefined) return undefined;
  const window = rules.get('stabilizationwindowseconds');
  const select = rules.get('selectpolicy');
  const policies = rules.get('policies');
  return {
    ...(typeof window === 'number' ? { stabilizationWindowSeconds: window } : {}),
    ...(typeof select === 'string' ? { selectPolicy: select } : {}),
    ...(Array.isArray(policies) ? { policies: policies.map(policyFrom) } : {}),
  };
}

function policyFrom(value: unknown): HPAScalingPolicy {
  const policy = fieldsOf(value);
  return {
    type: String(policy?.get('type') ?? ''),
    value: Number(policy?.get('value') ?? 0),
    periodSeconds: Number(policy?.get('periodseconds') ?? 0),
  };
}
