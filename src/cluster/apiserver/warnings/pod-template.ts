import type { ObjectMeta } from '../../../api/object.ts';
import type { Pod, PodTemplateSpec } from '../../../api/types/pod.ts';
import { containersWithPaths } from '../validation/pod-os.ts';
import { nameWarnings } from './name.ts';
import { podSpecWarnings } from './pod-spec.ts';

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Warnings about the pods of a template; none when it is as it was. Models pkg/api/pod GetWarningsForPodTemplate. */
export function templateWarnings(
  template: PodTemplateSpec | undefined,
  old: PodTemplateSpec | undefined,
  field: string,
): readonly string[] {
  if (template?.spec === undefined || template === old || template.spec === old?.spec) return [];
  return [
    ...podSpecWarnings(template.spec, template.metadata, `${field}.`),
    ...appArmorWarnings(template.metadata, template, `${field}.`),
  ];
}

/**
 * Models pkg/registry/core/pod strategy.go WarningsOnCreate, and what applyAppArmorVersionSkew says. Whoever updates a
 * pod is told nothing: that is seldom a human.
 */
export function podWarnings(pod: Pod, old: Pod | undefined): readonly string[] {
  if (old !== undefined) return [];
  const use = "this is used in the Pod's hostname, which can result in surprising behavior";
  return [
    ...appArmorWarnings(pod.metadata, pod, ''),
    ...nameWarnings(pod, old, use),
    ...podSpecWarnings(pod.spec, pod.metadata, ''),
  ];
}

/** Annotations of containers that have no field saying the same. */
function appArmorWarnings(
  metadata: Partial<ObjectMeta> | undefined,
  { spec }: Pick<PodTemplateSpec, 'spec'>,
  base: string,
): readonly string[] {
  const { annotations } = metadata ?? {};
  if (spec === undefined || annotations === undefined || spec.securityContext?.appArmorProfile !== undefined) return [];
  return containersWithPaths(spec, '').flatMap(([{ name, securityContext }]) => {
    const key = `${APP_ARMOR}${name}`;
    if (annotations[key] === undefined || securityContext?.appArmorProfile !== undefined) return [];
    return [`${base}metadata.annotations[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`];
  });
}
