import type { KubeObject } from '../../../api/object.ts';
import { customResourceDefinitions } from '../../../api/resources.ts';
import type { CustomResourceDefinition } from '../../../api/types/custom-resource-definition.ts';
import { type AnyStrategy, resourceName } from '../strategy.ts';
import { customKind } from './custom-kind.ts';

/** A kind with what defines it. */
export interface CustomKind {
  readonly definition: CustomResourceDefinition;
  readonly strategy: AnyStrategy;
}

const DEFINITIONS = resourceName(customResourceDefinitions);

/**
 * The kinds that the stored definitions make at the moment: the same list as long as the definitions are the same. They
 * follow from the store, so a forked cluster has its own.
 */
export function createCustomKinds(list: (resource: string) => readonly KubeObject[]): () => readonly CustomKind[] {
  const made = new WeakMap<KubeObject, CustomKind | undefined>();
  let seen: readonly KubeObject[] = [];
  let kinds: readonly CustomKind[] = [];

  function kindOf(object: KubeObject): CustomKind | undefined {
    if (made.has(object)) return made.get(object);
    const definition = object as CustomResourceDefinition;
    const strategy = customKind(definition);
    const kind = strategy === undefined ? undefined : { definition, strategy };
    made.set(object, kind);
    return kind;
  }

  return () => {
    const now = list(DEFINITIONS);
    if (now.length === seen.length && now.every((object, index) => object === seen[index])) return kinds;
    seen = [...now];
    kinds = now.map(kindOf).filter((kind) => kind !== undefined);
    return kinds;
  };
}
