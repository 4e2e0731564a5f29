import { difference, type FieldSet, setOfPaths } from '../../../api/field-set/field-set.ts';

/** Models apimachinery managedfields stripMetaManager. */
const OF_THE_SERVER = setOfPaths([
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ['f:metadata', 'f:name'],
  ['f:metadata', 'f:namespace'],
  ['f:metadata', 'f:creationTimestamp'],
  ['f:metadata', 'f:selfLink'],
  ['f:metadata', 'f:uid'],
  ['f:metadata', 'f:clusterName'],
  ['f:metadata', 'f:generation'],
  ['f:metadata', 'f:managedFields'],
  ['f:metadata', 'f:resourceVersion'],
]);

/** The set without what the server sets itself, which is nobody's. */
export const strippedSet = (set: FieldSet): FieldSet => difference(set, OF_THE_SERVER);
