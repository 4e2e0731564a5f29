import { isJsonObject, type JsonObject, readList, readPath, readText } from '../json.ts';
import { longDate } from './dates.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import type { Description } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

const UNKNOWN = '<unknown>';

/** Models kubectl/pkg/describe HorizontalPodAutoscalerDescriber for autoscaling/v2. */
export const horizontalPodAutoscalerDescriber: Describer = {
  group: 'autoscaling',
  kind: 'HorizontalPodAutoscaler',
  describe(request) {
    const object = request.info.object as unknown as JsonObject;
    const map = (field: string) => readPath(object, 'metadata', field) as Readonly<Record<string, string>> | undefined;
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${readText(object, 'metadata', 'name')}\n`);
      out.write(0, `Namespace:\t${readText(object, 'metadata', 'namespace')}\n`);
      describeLabels(out, 'Labels', map('labels'));
      describeAnnotations(out, 'Annotations', map('annotations'));
      out.write(0, `CreationTimestamp:\t${longDate(readText(object, 'metadata', 'creationTimestamp') || undefined)}\n`);
      const kind = readText(object, 'spec', 'scaleTargetRef', 'kind');
      out.write(0, `Reference:\t${kind}/${readText(object, 'spec', 'scaleTargetRef', 'name')}\n`);
      out.write(0, 'Metrics:\t( current / target )\n');
      const current = readList(object, 'status', 'currentMetrics');
      for (const [at, metric] of readList(object, 'spec', 'metrics').entries())
        describeMetric(out, metric, current[at]);
      out.write(0, `Min replicas:\t${readText(object, 'spec', 'minReplicas') || '<unset>'}\n`);
      out.write(0, `Max replicas:\t${readText(object, 'spec', 'maxReplicas') || '0'}\n`);
      if (isJsonObject(readPath(object, 'spec', 'behavior'))) {
        out.write(0, 'Behavior:\n');
        describeDirection(out, 'Scale Up', readPath(object, 'spec', 'behavior', 'scaleUp'));
        describeDirection(out, 'Scale Down', readPath(object, 'spec', 'behavior', 'scaleDown'));
      }
      const count = (field: string) => readText(object, 'status', field) || '0';
      out.write(0, `${kind} pods:\t${count('currentReplicas')} current / ${count('desiredReplicas')} desired\n`);
      const conditions = readList(object, 'status', 'conditions');
      if (conditions.length === 0) return;
      out.write(0, 'Conditions:\n');
      out.write(1, 'Type\tStatus\tReason\tMessage\n');
      out.write(1, '----\t------\t------\t-------\n');
      for (const one of conditions)
        out.write(1, `${['type', 'status', 'reason', 'message'].map((field) => readText(one, field)).join('\t')}\n`);
    });
  },
};

function describeMetric(out: Description, metric: unknown, current: unknown): void {
  const type = readText(metric, 'type');
  const source = type === '' ? '' : type[0]!.toLowerCase() + type.slice(1);
  const target = (field: string) => readText(metric, source, 'target', field);
  const now = (field: string) => readText(current, source, 'current', field) || UNKNOWN;
  const name = readText(metric, source, 'metric', 'name');
  const average = target('averageValue');
  if (type === 'External') {
    const [what, field] = average === '' ? ['target value', 'value'] : ['target average value', 'averageValue'];
    out.write(1, `${JSON.stringify(name)} (${what}):\t${now(field!)} / ${target(field!)}\n`);
  } else if (type === 'Pods') {
    out.write(1, `${JSON.stringify(name)} on pods:\t${now('averageValue')} / ${average}\n`);
  } else if (type === 'Object') {
    const of = `${readText(metric, source, 'describedObject', 'kind')}/${readText(metric, source, 'describedObject', 'name')}`;
    const isAverage = target('type') === 'AverageValue';
    const [what, field] = isAverage ? ['target average value', 'averageValue'] : ['target value', 'value'];
    out.write(1, `"${name}" on ${of} (${what}):\t${now(field!)} / ${target(field!)}\n`);
  } else if (type === 'Resource' || type === 'ContainerResource') {
    const container = readText(metric, source, 'container');
    const of = type === 'Resource' ? '' : ` of container "${container}"`;
    out.write(1, `resource ${readText(metric, source, 'name')}${of} on pods`);
    if (average !== '') {
      out.write(0, `:\t${now('averageValue')} / ${average}\n`);
      return;
    }
    const used = readText(current, source, 'current', 'averageUtilization');
    const found = used === '' ? UNKNOWN : `${used}% (${now('averageValue')})`;
    const wanted = target('averageUtilization');
    out.write(1, `(as a percentage of request):\t${found} / ${wanted === '' ? '<auto>' : `${wanted}%`}\n`);
  } else out.write(1, `<unknown metric type ${JSON.stringify(type)}>\n`);
}

/** Models printDirectionBehavior. */
function describeDirection(out: Description, title: string, rules: unknown): void {
  if (!isJsonObject(rules)) return;
  out.write(1, `${title}:\n`);
  const window = readText(rules, 'stabilizationWindowSeconds');
  if (window !== '') out.write(2, `Stabilization Window: ${window} seconds\n`);
  const policies = readList(rules, 'policies');
  if (policies.length === 0) return;
  out.write(2, `Select Policy: ${readText(rules, 'selectPolicy') || 'Max'}\n`);
  out.write(2, 'Policies:\n');
  for (const one of policies) {
    const [type, value, period] = ['type', 'value', 'periodSeconds'].map((field) => readText(one, field));
    out.write(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${period} seconds\n`);
  }
}
