import { jsonEqual } from '../../../api/json-equal.ts';
import { podQosClass } from '../../../api/pod-qos.ts';
import type { Container } from '../../../api/types/container.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { type FieldError, forbidden, invalid } from '../field-error.ts';
import { validatePodSpec } from './pod-spec.ts';

type Amounts = Readonly<Record<string, string>>;
type Part = 'containers' | 'initContainers';

/** Models pkg/apis/core/validation ValidatePodResize. Unlike Kubernetes, refusals do not go on with a listing of both specs. */
export function validatePodResize(pod: Pod, old: Pod): FieldError[] {
  if (pod.spec.resources !== undefined || old.spec.resources !== undefined) {
    return [forbidden('[]', 'pods with pod-level resources cannot be resized')];
  }
  if (old.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) {
    return [forbidden('[]', 'static pods cannot be resized')];
  }
  if (old.spec.os?.name === 'windows') return [forbidden('[]', 'windows pods cannot be resized')];
  const errors = validatePodSpec(pod.spec, pod.metadata.name, 'spec');
  if ((old.status.qosClass ?? podQosClass(old.spec)) !== podQosClass(pod.spec)) {
    errors.push(invalid('spec', pod.status.qosClass, 'Pod QOS Class may not change as a result of resizing'));
  }
  const running = old.status.containerStatuses?.find(({ state }) => state?.running !== undefined);
  if (running !== undefined && running.resources === undefined) {
    errors.push(forbidden('spec', 'Pod running on node without support for resize'));
  }
  const disorder = (['containers', 'initContainers'] as const).flatMap((part) => orderErrors(pod, old, part));
  if (disorder.length > 0) return [...errors, ...disorder];
  return [...errors, ...changeErrors(pod, old, 'initContainers'), ...changeErrors(pod, old, 'containers')];
}

/** Models validatePodResizeContainerOrdering. */
function orderErrors({ spec }: Pod, { spec: old }: Pod, part: Part): FieldError[] {
  const now = spec[part] ?? [];
  const before = old[part] ?? [];
  if (now.length !== before.length) return [forbidden(`spec.${part}`, `${part} may not be added or removed on resize`)];
  return now.flatMap(({ name }, i) =>
    name === before[i]!.name
      ? []
      : [forbidden(`spec.${part}[${i}].name`, `${part} may not be renamed or reordered on resize`)],
  );
}

function changeErrors({ spec }: Pod, { spec: old }: Pod, part: Part): FieldError[] {
  return (spec[part] ?? []).flatMap((container, i) => {
    const before = old[part]![i]!;
    const path = `spec.${part}[${i}]`;
    const errors: FieldError[] = [];
    for (const kind of ['requests', 'limits'] as const) {
      if (!isCovered(before.resources?.[kind], container.resources?.[kind])) {
        errors.push(forbidden(`${path}.resources.${kind}`, `resource ${kind} cannot be removed`));
      }
    }
    if (part === 'containers') {
      if (!jsonEqual(withoutComputing(container), withoutComputing(before))) {
        errors.push(forbidden('spec', 'only cpu and memory resources are mutable'));
      }
    } else if (container.restartPolicy !== 'Always') {
      if (!jsonEqual(container, before)) {
        errors.push(forbidden(path, 'resources for non-sidecar init containers are immutable'));
      }
    } else if (!jsonEqual(withoutComputing(container), withoutComputing(before))) {
      errors.push(forbidden(path, 'only cpu and memory resources for sidecar containers are mutable'));
    }
    return errors;
  });
}

const isCovered = (before: Amounts | undefined, now: Amounts | undefined): boolean =>
  Object.keys(before ?? {}).every((name) => now?.[name] !== undefined);

/** The container without the two amounts that may change, and without how it takes a change. */
function withoutComputing({ resizePolicy: _policy, resources, ...rest }: Container) {
  const others = (amounts: Amounts | undefined) =>
    Object.entries(amounts ?? {}).filter(([name]) => name !== 'cpu' && name !== 'memory');
  return {
    ...rest,
    claims: resources?.claims ?? [],
    limits: Object.fromEntries(others(resources?.limits)),
    requests: Object.fromEntries(others(resources?.requests)),
  };
}
