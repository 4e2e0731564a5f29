import type { PodSpec, PodTemplateSpec } from '../../../api/types/pod.ts';
import { defaultContainer } from './container.ts';
import { withoutDisabledFields } from './disabled-fields.ts';
import { defaultVolume } from './volume.ts';
import { mapField, mapItems, withDefaults } from './with-defaults.ts';

const complete = new WeakSet<object>();

/** Models pkg/apis/core/v1 SetDefaults_PodSpec. */
export function defaultPodSpec(spec: PodSpec): PodSpec {
  if (complete.has(spec)) return spec;
  let filled = withDefaults(withoutDisabledFields(spec), {
    containers: [],
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  });
  filled = mirrorServiceAccount(filled);
  filled = mapField(filled, 'containers', (all) => mapItems(all, defaultContainer));
  filled = mapField(filled, 'initContainers', (all) => mapItems(all, defaultContainer));
  filled = mapField(filled, 'ephemeralContainers', (all) => mapItems(all, defaultContainer));
  filled = mapField(filled, 'volumes', (all) => mapItems(all, defaultVolume));
  if (filled === spec && Object.isFrozen(spec)) complete.add(spec);
  return filled;
}

/** Models conversion of PodSpec: the old name of the field is served with the new one. */
function mirrorServiceAccount(spec: PodSpec): PodSpec {
  const name = spec.serviceAccountName ?? spec.serviceAccount;
  if (name === undefined || (spec.serviceAccount === name && spec.serviceAccountName === name)) return spec;
  return { ...spec, serviceAccountName: name, serviceAccount: name };
}

/** A template always shows a creationTimestamp, because Go writes an empty time as null. */
export function defaultPodTemplate(template: PodTemplateSpec): PodTemplateSpec {
  const { metadata } = template;
  const filled =
    metadata?.creationTimestamp === undefined
      ? ({ ...template, metadata: { ...metadata, creationTimestamp: null } } as unknown as PodTemplateSpec)
      : template;
  return mapField(filled, 'spec', defaultPodSpec);
}
