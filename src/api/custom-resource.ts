import type { Resource } from './resources.ts';
import type { CustomResourceDefinition, CustomResourceVersion } from './types/custom-resource-definition.ts';

/** Whether a condition of a definition holds. */
export const definitionIs = ({ status }: CustomResourceDefinition, condition: string): boolean =>
  status?.conditions?.some(({ type, status: holds }) => type === condition && holds === 'True') === true;

/** The version in which the objects of a definition are kept: the one that says so, else the first that is served. */
export function keptVersion({ spec }: CustomResourceDefinition): CustomResourceVersion | undefined {
  const served = spec.versions.filter((version) => version.served);
  return served.find(({ storage }) => storage) ?? served[0];
}

/** The resource that a definition makes; undefined while it is not established. */
export function customResourceOf(definition: CustomResourceDefinition): Resource | undefined {
  const version = keptVersion(definition);
  if (version === undefined || !definitionIs(definition, 'Established')) return undefined;
  const { group, names, scope } = definition.spec;
  return { group, version: version.name, plural: names.plural, kind: names.kind, namespaced: scope === 'Namespaced' };
}
