import type { CustomResourceVersion } from '../../../api/types/custom-resource-definition.ts';
import type { CustomKind } from './custom-kinds.ts';

const VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
const PART_VERBS = ['get', 'patch', 'update'];

/** What can be done with the objects of a defined kind, or with a part of them. */
export const customVerbs = (subresource: string): readonly string[] => (subresource === '' ? VERBS : PART_VERBS);

/** What discovery says of a kind that is defined in the cluster. Models apiextensions customresource_discovery_controller. */
export function customFacts({ definition }: CustomKind) {
  const { group, names, versions, scope } = definition.spec;
  const { plural, singular = '', kind, shortNames, categories } = definition.status?.acceptedNames ?? names;
  const namespaced = scope === 'Namespaced';
  const own = (version: CustomResourceVersion) => {
    const base = { groupVersion: `${group}/${version.name}`, namespaced };
    const { status, scale } = version.subresources ?? {};
    const responseKind = { group: 'autoscaling', version: 'v1' };
    return [
      { ...base, name: plural, singular, kind, verbs: VERBS, ...given({ shortNames, categories }) },
      ...(status === undefined ? [] : [{ ...base, name: `${plural}/status`, kind, verbs: PART_VERBS }]),
      ...(scale === undefined
        ? []
        : [{ ...base, name: `${plural}/scale`, kind: 'Scale', verbs: PART_VERBS, responseKind }]),
    ];
  };
  return [...versions]
    .filter(({ served }) => served)
    .sort((a, b) => compareVersions(a.name, b.name))
    .flatMap(own);
}

function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** The preferred version first: stable before beta before alpha, newer before older. Models CompareKubeAwareVersionStrings. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === undefined || right === undefined) {
    if (left === undefined && right === undefined) return a < b ? -1 : Number(a > b);
    return left === undefined ? 1 : -1;
  }
  for (const [index, part] of left.entries()) if (part !== right[index]) return right[index]! - part;
  return 0;
}

function partsOf(version: string): readonly number[] | undefined {
  const match = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(version);
  if (match === null) return undefined;
  const stage = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
  return [stage, Number(match[1]), Number(match[3] ?? 0)];
}
