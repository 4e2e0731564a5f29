import { jsonEqual } from '../../../api/json-equal.ts';
import { isQualifiedName } from '../../../api/names.ts';
import type { CSINode, CSINodeDriver } from '../../../api/types/storage.ts';
import { duplicate, type FieldError, invalid, required } from '../field-error.ts';
import { goList, goStruct } from './go-value.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateNonnegative } from './nonnegative.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validateCsiDriverName } from './volume-sources.ts';

const LONGEST_ID = 192;

/** Models pkg/apis/storage/validation ValidateCSINode. */
export function validateCsiNode({ spec }: CSINode): FieldError[] {
  const names = new Set<string>();
  return (spec?.drivers ?? []).flatMap((driver, i) => {
    const { name = '', nodeID = '', allocatable, topologyKeys = [] } = driver;
    const path = `spec.drivers[${i}]`;
    const errors = validateCsiDriverName(name, `${path}.name`);
    if (nodeID === '') errors.push(required(`${path}.nodeID`, ''));
    if (nodeID.length > LONGEST_ID) {
      errors.push(invalid(`${path}.nodeID`, nodeID, `must be ${LONGEST_ID} characters or less`));
    }
    errors.push(...validateNonnegative(allocatable?.count, `${path}.allocatable.count`));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
    const keys = new Set<string>();
    for (const key of topologyKeys) {
      if (key === '') errors.push(required(path, ''));
      if (keys.has(key)) errors.push(duplicate(path, key));
      keys.add(key);
      errors.push(...invalidForEach(isQualifiedName(key), path, key));
    }
    return errors;
  });
}

/** Models ValidateCSINodeUpdate: drivers come and go, but what one says of itself stays. */
export function validateCsiNodeUpdate(object: CSINode, old: CSINode): FieldError[] {
  const errors = validateCsiNode(object);
  for (const before of old.spec?.drivers ?? []) {
    const now = object.spec?.drivers?.find(({ name }) => name === before.name);
    if (now !== undefined && !jsonEqual(now, before)) errors.push(invalid('spec.drivers', shown(now), IMMUTABLE));
  }
  return errors;
}

const shown = ({ name, nodeID, topologyKeys, allocatable }: CSINodeDriver) =>
  goStruct('storage.CSINodeDriver', {
    Name: name,
    NodeID: nodeID,
    TopologyKeys: goList('string', topologyKeys),
    Allocatable: { go: `(*storage.VolumeNodeResources)(${allocatable === undefined ? 'nil' : '0xc000000000'})` },
  });
