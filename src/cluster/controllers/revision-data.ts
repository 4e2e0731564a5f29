import type { PodTemplateSpec } from '../../api/types/pod.ts';

/**
 * The strategic merge patch that a ControllerRevision keeps: it puts a workload back to a template. Others find the
 * revision of a template by these very bytes, so the keys are in Go's order, and the null time is there.
 * Models getPatch of pkg/controller/daemon and pkg/controller/statefulset.
 */
export function revisionData(template: PodTemplateSpec): Readonly<Record<string, unknown>> {
  let data = made.get(template);
  if (data === undefined) {
    const metadata = { creationTimestamp: null, ...template.metadata };
    data = { spec: { template: inOrder({ ...template, metadata, $patch: 'replace' }) } };
    if (Object.isFrozen(template)) made.set(template, data);
  }
  return data;
}

/** A workload is looked at much more often than its template changes. */
const made = new WeakMap<PodTemplateSpec, Readonly<Record<string, unknown>>>();

/** The template that a revision holds, without what only says that it replaces. */
export function templateOfRevision(data: Readonly<Record<string, unknown>>): PodTemplateSpec {
  const { spec } = data as { readonly spec: { readonly template: PodTemplateSpec & { readonly $patch?: string } } };
  const { $patch: _, ...template } = spec.template;
  return template;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(fields)
      .filter((key) => fields[key] !== undefined)
      .sort()
      .map((key) => [key, inOrder(fields[key])]),
  );
}
