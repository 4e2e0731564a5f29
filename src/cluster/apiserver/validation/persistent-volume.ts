import { jsonEqual } from '../../../api/json-equal.ts';
import { isDNS1123Subdomain } from '../../../api/names.ts';
import { compareQuantities, quantityError } from '../../../api/quantity.ts';
import type {
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  PersistentVolumeSpec,
} from '../../../api/types/persistent-volume.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { validateLabelSelector } from './label-selector.ts';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const POLICIES = ['Delete', 'Recycle', 'Retain'];
const MODES = ['Block', 'Filesystem'];

/** Everything of a volume's spec that is no source. */
const NO_SOURCE = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

function validateAccessModes(modes: readonly string[] | undefined): FieldError[] {
  const field = 'spec.accessModes';
  if (modes === undefined || modes.length === 0) return [required(field, '')];
  const errors = modes
    .filter((mode) => !ACCESS_MODES.includes(mode))
    .map((mode) => notSupported(field, mode, ACCESS_MODES));
  if (modes.includes('ReadWriteOncePod') && modes.length > 1) {
    errors.push(forbidden(field, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}

/** The storage that is asked for or offered, which must be more than nothing. */
function validateStorage(list: Readonly<Record<string, string>> | undefined, field: string): FieldError[] {
  const storage = list?.storage;
  if (storage === undefined) return [required(field, '')];
  if (quantityError(storage) !== undefined) return [];
  return compareQuantities(storage, '0') > 0 ? [] : [invalid(field, storage, 'must be greater than zero')];
}

const sourcesOf = (spec: PersistentVolumeSpec) => Object.entries(spec).filter(([name]) => !NO_SOURCE.has(name));

/** Models pkg/apis/core/validation ValidatePersistentVolume. */
export function validatePersistentVolume({ spec }: PersistentVolume): FieldError[] {
  const errors = validateAccessModes(spec.accessModes);
  if (spec.capacity === undefined || Object.keys(spec.capacity).length === 0)
    errors.push(required('spec.capacity', ''));
  else if (spec.capacity.storage === undefined || Object.keys(spec.capacity).length > 1) {
    errors.push(notSupported('spec.capacity', { go: JSON.stringify(spec.capacity) }, ['storage']));
  } else errors.push(...validateStorage(spec.capacity, 'spec.capacity[storage]'));
  const policy = spec.persistentVolumeReclaimPolicy;
  if (policy !== undefined && !POLICIES.includes(policy)) {
    errors.push(notSupported('spec.persistentVolumeReclaimPolicy', policy, POLICIES));
  }
  const [first, ...more] = sourcesOf(spec);
  if (first === undefined) errors.push(required('spec', 'must specify a volume type'));
  for (const [name] of more) errors.push(forbidden(`spec.${name}`, 'may not specify more than 1 volume type'));
  if (spec.hostPath !== undefined) {
    if (!spec.hostPath.path) errors.push(required('spec.hostPath.path', ''));
    else if (spec.hostPath.path.split('/').includes('..')) {
      errors.push(invalid('spec.hostPath.path', spec.hostPath.path, "must not contain '..'"));
    }
    if (spec.hostPath.path === '/' && policy === 'Recycle') {
      errors.push(forbidden('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'"));
    }
  }
  if (spec.local !== undefined) {
    if (!spec.local.path) errors.push(required('spec.local.path', ''));
    if (spec.nodeAffinity === undefined)
      errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'));
  }
  if (spec.nfs !== undefined) {
    if (!spec.nfs.server) errors.push(required('spec.nfs.server', ''));
    if (!spec.nfs.path) errors.push(required('spec.nfs.path', ''));
    else if (!spec.nfs.path.startsWith('/'))
      errors.push(invalid('spec.nfs.path', spec.nfs.path, 'must be an absolute path'));
  }
  errors.push(...validateClassAndMode(spec));
  return errors;
}

function validateClassAndMode(spec: PersistentVolumeSpec | PersistentVolumeClaimSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.storageClassName) {
    for (const message of isDNS1123Subdomain(spec.storageClassName)) {
      errors.push(invalid('spec.storageClassName', spec.storageClassName, message));
    }
  }
  if (spec.volumeMode !== undefined && !MODES.includes(spec.volumeMode)) {
    errors.push(notSupported('spec.volumeMode', spec.volumeMode, MODES));
  }
  return errors;
}

/** Models ValidatePersistentVolumeUpdate. */
export function validatePersistentVolumeUpdate(object: PersistentVolume, old: PersistentVolume): FieldError[] {
  const errors = validatePersistentVolume(object);
  if (!jsonEqual(Object.fromEntries(sourcesOf(object.spec)), Object.fromEntries(sourcesOf(old.spec)))) {
    errors.push(forbidden('spec.persistentvolumesource', 'spec.persistentvolumesource is immutable after creation'));
  }
  if (object.spec.volumeMode !== old.spec.volumeMode) {
    errors.push(invalid('spec.volumeMode', object.spec.volumeMode, 'field is immutable'));
  }
  if (old.spec.nodeAffinity !== undefined && !jsonEqual(object.spec.nodeAffinity, old.spec.nodeAffinity)) {
    errors.push(invalid('spec.nodeAffinity', { go: '{...}' }, 'field is immutable'));
  }
  return errors;
}

/** Models ValidatePersistentVolumeClaim. */
export function validatePersistentVolumeClaim({ spec }: PersistentVolumeClaim): FieldError[] {
  const errors = spec.selector === undefined ? [] : validateLabelSelector(spec.selector, 'spec.selector');
  errors.push(...validateAccessModes(spec.accessModes));
  errors.push(...validateStorage(spec.resources?.requests, 'spec.resources[storage]'));
  errors.push(...validateClassAndMode(spec));
  return errors;
}

/** Models ValidatePersistentVolumeClaimUpdate. */
export function validatePersistentVolumeClaimUpdate(
  object: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
): FieldError[] {
  const errors = validatePersistentVolumeClaim(object);
  const fixed = ({ spec }: PersistentVolumeClaim, withRequests: boolean) => {
    const { resources, volumeName, volumeAttributesClassName: _, ...rest } = spec;
    const bound = old.spec.volumeName ? volumeName : undefined;
    return { ...rest, bound, limits: resources?.limits, ...(withRequests ? { requests: resources?.requests } : {}) };
  };
  const isBound = old.status?.phase === 'Bound';
  if (!jsonEqual(fixed(object, !isBound), fixed(old, !isBound))) {
    errors.push(
      forbidden(
        'spec',
        'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
      ),
    );
    return errors;
  }
  const [now, before] = [object.spec.resources?.requests?.storage, old.spec.resources?.requests?.storage];
  if (now !== undefined && before !== undefined && compareQuantities(now, before) < 0) {
    if (compareQuantities(now, old.status?.capacity?.storage ?? before) < 0) {
      errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
    }
  }
  return errors;
}
