import * as resources from '../../../api/resources.ts';

/** Every kind that lives in namespaces; a quota can count them all. */
export const quotaResources: readonly resources.Resource[] = (
  Object.values(resources) as readonly resources.Resource[]
).filter(({ namespaced }) => namespaced);
