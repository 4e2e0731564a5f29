import type { KubeObject } from '../../../api/object.ts';

/** The class that is marked as the default; of several the youngest. Models pkg/volume/util GetDefaultClass. */
export function defaultClass<T extends KubeObject>(
  classes: readonly T[],
  annotations: readonly string[],
): T | undefined {
  const marked = classes.filter(({ metadata }) =>
    annotations.some((annotation) => metadata.annotations?.[annotation] === 'true'),
  );
  // Classes come in the order of their names, so the first of those made at the same time stays.
  return marked.reduce<T | undefined>(
    (best, one) =>
      best === undefined || one.metadata.creationTimestamp > best.metadata.creationTimestamp ? one : best,
    undefined,
  );
}
