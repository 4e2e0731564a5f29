import type { Container } from '../../../api/types/container.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { UpdatePath } from '../rest/update.ts';
import { validateEphemeralContainersUpdate } from '../validation/ephemeral-containers-update.ts';
import { validatePodResize } from '../validation/pod-resize.ts';
import { bumpedWithSpec } from './generation.ts';

/** Subresources of pods that have the pod's own shape and each write one part of it. */
const ephemeralContainers: UpdatePath = {
  subresource: 'ephemeralcontainers',
  prepare(object, before) {
    const old = before as Pod;
    const given = (object as Pod).spec?.ephemeralContainers;
    const { ephemeralContainers: _before, ...rest } = old.spec;
    const spec = given === undefined || given.length === 0 ? rest : { ...rest, ephemeralContainers: given };
    return bumpedWithSpec({ ...old, spec }, old);
  },
  validate: (object, old) => validateEphemeralContainersUpdate(object as Pod, old as Pod),
};

/** Models pkg/registry/core/pod podResizeStrategy. */
const resize: UpdatePath = {
  subresource: 'resize',
  prepare(object, before) {
    const old = before as Pod;
    const { spec } = object as Pod;
    const containers = withResources(spec.containers, old.spec.containers);
    const next = { ...old.spec, containers };
    if (spec.initContainers === undefined && old.spec.initContainers === undefined) {
      return bumpedWithSpec({ ...old, spec: next }, old);
    }
    const initContainers = withResources(spec.initContainers ?? [], old.spec.initContainers ?? []);
    return bumpedWithSpec({ ...old, spec: { ...next, initContainers } }, old);
  },
  validate: (object, old) => validatePodResize(object as Pod, old as Pod),
};

/** The old containers with new resources. Others than the old ones are left for validation to refuse. */
function withResources(given: readonly Container[], old: readonly Container[]): readonly Container[] {
  if (given.length !== old.length || given.some(({ name }, i) => name !== old[i]!.name)) return given;
  return old.map((container, i) => {
    const { resources, resizePolicy } = given[i]!;
    const { resources: _resources, resizePolicy: _policy, ...rest } = container;
    return {
      ...rest,
      ...(resources === undefined ? {} : { resources }),
      ...(resizePolicy === undefined ? {} : { resizePolicy }),
    };
  });
}

export const podSubresourcePath = (subresource: string): UpdatePath | undefined =>
  [ephemeralContainers, resize].find((path) => path.subresource === subresource);
