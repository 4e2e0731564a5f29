import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../../api/types/autoscaling.ts';

const SHOWN = 2;
const UNKNOWN = '<unknown>';

/** `cpu: 12%/80%, 1/2 (avg) + 1 more...`. Models pkg/printers/internalversion formatHPAMetrics. */
export function metricsCell(specs: readonly MetricSpec[], statuses: readonly MetricStatus[]): string {
  if (specs.length === 0) return '<none>';
  const shown = specs.slice(0, SHOWN).map((spec, at) => metricText(spec, statuses[at]));
  const more = specs.length > SHOWN ? ` + ${specs.length - SHOWN} more...` : '';
  return `${shown.join(', ')}${more}`;
}

function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  switch (spec.type) {
    case 'External':
      return valueText(spec.external?.target, status?.external?.current);
    case 'Object':
      return valueText(spec.object?.target, status?.object?.current);
    case 'Pods':
      return `${status?.pods === undefined ? UNKNOWN : (status.pods.current.averageValue ?? '<nil>')}/${spec.pods?.target.averageValue ?? '<nil>'}`;
    case 'Resource':
      return `${spec.resource?.name}: ${usageText(spec.resource?.target, status?.resource?.current)}`;
    case 'ContainerResource':
      return `${spec.containerResource?.name}: ${usageText(spec.containerResource?.target, status?.containerResource?.current)}`;
    default:
      return '<unknown type>';
  }
}

function valueText(target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? UNKNOWN}/${target.averageValue} (avg)`;
  return `${current === undefined ? UNKNOWN : (current.value ?? '<nil>')}/${target?.value ?? '<nil>'}`;
}

function usageText(target: MetricTarget | undefined, current: MetricValueStatus | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? UNKNOWN}/${target.averageValue}`;
  const percent = (value: number | undefined, without: string) => (value === undefined ? without : `${value}%`);
  return `${percent(current?.averageUtilization, UNKNOWN)}/${percent(target?.averageUtilization, '<auto>')}`;
}
