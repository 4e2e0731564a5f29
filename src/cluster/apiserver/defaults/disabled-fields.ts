import type { Container } from '../../../api/types/container.ts';
import type { PodSpec } from '../../../api/types/pod.ts';
import { mapField, mapItems } from './with-defaults.ts';

/**
 * Models pkg/api/pod DropDisabledTemplateFields for the features that are off in 1.33: PodLevelResources,
 * DynamicResourceAllocation, ImageVolume and ContainerStopSignals. What nobody may use is dropped without a word.
 */
export function withoutDisabledFields(spec: PodSpec): PodSpec {
  let kept = spec;
  if (kept.resources !== undefined || kept.resourceClaims !== undefined) {
    const { resources: _resources, resourceClaims: _claims, ...rest } = kept;
    kept = rest;
  }
  const hasImages = kept.volumes?.some(({ image }) => image !== undefined) === true;
  const images = hasImages ? imageVolumes(kept) : NONE;
  if (hasImages) kept = { ...kept, volumes: kept.volumes!.filter(({ image }) => image === undefined) };
  const change = <T extends Container>(container: T): T => withoutDisabled(container, images);
  kept = mapField(kept, 'containers', (all) => mapItems(all, change));
  return mapField(kept, 'initContainers', (all) => mapItems(all, change));
}

const NONE: ReadonlySet<string> = new Set();

const imageVolumes = ({ volumes = [] }: PodSpec): ReadonlySet<string> =>
  new Set(volumes.filter(({ image }) => image !== undefined).map(({ name }) => name));

function withoutDisabled<T extends Container>(container: T, images: ReadonlySet<string>): T {
  let kept: Container = container;
  if (kept.resources?.claims !== undefined) {
    const { claims: _claims, ...resources } = kept.resources;
    kept = { ...kept, resources };
  }
  if (kept.lifecycle?.stopSignal !== undefined) {
    const { stopSignal: _signal, ...lifecycle } = kept.lifecycle;
    kept = { ...kept, lifecycle };
  }
  if (images.size > 0 && kept.volumeMounts?.some(({ name }) => images.has(name)) === true) {
    kept = { ...kept, volumeMounts: kept.volumeMounts.filter(({ name }) => !images.has(name)) };
  }
  return kept as T;
}
