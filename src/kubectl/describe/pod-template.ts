import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { TopologySpreadConstraint } from '../../api/types/affinity.ts';
import type { PodTemplateSpec } from '../../api/types/pod.ts';
import { describeContainers } from './containers.ts';
import { type Description, unalignedText } from './description.ts';
import { describeAnnotations, describeLabels, lines } from './maps.ts';
import { describeTolerations } from './tolerations.ts';
import { describeVolumes } from './volumes.ts';

/** The pod template with its tabs, as `kubectl rollout history --revision` prints it. */
export function podTemplateText(template: unknown): string {
  return unalignedText((out) => describePodTemplate(out, template as PodTemplateSpec | undefined));
}

/** Models kubectl/pkg/describe DescribePodTemplate. */
export function describePodTemplate(out: Description, template: PodTemplateSpec | undefined): void {
  out.write(0, 'Pod Template:\n');
  const spec = template?.spec;
  if (template === undefined || spec === undefined) {
    out.write(1, '<unset>');
    return;
  }
  describeLabels(out, '  Labels', template.metadata?.labels);
  if (Object.keys(template.metadata?.annotations ?? {}).length > 0)
    describeAnnotations(out, '  Annotations', template.metadata?.annotations);
  if (spec.serviceAccountName) out.write(1, `Service Account:\t${spec.serviceAccountName}\n`);
  if (spec.initContainers?.length)
    describeContainers(out, 'Init Containers', spec.initContainers, undefined, undefined, '  ');
  describeContainers(out, 'Containers', spec.containers, undefined, undefined, '  ');
  describeVolumes(out, spec.volumes, '  ');
  describeSpread(out, spec.topologySpreadConstraints, '  ');
  if (spec.priorityClassName) out.write(1, `Priority Class Name:\t${spec.priorityClassName}\n`);
  describeLabels(out, '  Node-Selectors', spec.nodeSelector);
  describeTolerations(out, '  Tolerations', spec.tolerations);
}

/** Models describeTopologySpreadConstraints. */
export function describeSpread(
  out: Description,
  constraints: readonly TopologySpreadConstraint[] | undefined,
  indent: string,
): void {
  if (constraints === undefined || constraints.length === 0) return;
  const sorted = [...constraints].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1));
  lines(
    out,
    `${indent}Topology Spread Constraints`,
    sorted.map((one) => {
      const selector =
        one.labelSelector === undefined
          ? ''
          : ` for selector ${formatSelector(selectorFromLabelSelector(one.labelSelector)) || '<none>'}`;
      return `${one.topologyKey}:${one.whenUnsatisfiable} when max skew ${one.maxSkew} is exceeded${selector}`;
    }),
  );
}
