import { jsonEqual } from '../../../api/json-equal.ts';
import type { NodeSelector } from '../../../api/types/affinity.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../../../api/types/persistent-volume.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { validateNodeSelector } from './node-affinity.ts';
import { IMMUTABLE } from './object-meta.ts';
import { goQuantity, validateBasicQuantity, validatePositiveQuantity } from './quantities.ts';
import { validateAccessModes, validateClassName, validateVolumeMode } from './volume-parts.ts';
import { PERSISTENT_SOURCES, SOURCE_PATHS, type Source } from './volume-sources.ts';

const POLICIES = ['Delete', 'Recycle', 'Retain'];

/** Every source, in the order in which Kubernetes looks at them: the first that is there counts. */
const ORDER = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
];
const SECOND_PATHS: Readonly<Record<string, string>> = { cephfs: 'cephFS' };

/** Models pkg/apis/core/validation ValidatePersistentVolume. */
export function validatePersistentVolume({ metadata, spec }: PersistentVolume): FieldError[] {
  return validateVolumeSpec(spec, metadata.name, false, 'spec');
}

/** Models ValidatePersistentVolumeSpec. An inline spec is the one within a VolumeAttachment. */
export function validateVolumeSpec(
  spec: PersistentVolumeSpec,
  name: string,
  inline: boolean,
  field: string,
): FieldError[] {
  const { accessModes = [], persistentVolumeReclaimPolicy: policy = '' as string } = spec;
  const errors = inline ? validateInline(spec, field) : [];
  if (accessModes.length === 0) errors.push(required(`${field}.accessModes`, ''));
  errors.push(...validateAccessModes(accessModes, `${field}.accessModes`));
  if (!inline) errors.push(...validateCapacity(spec.capacity ?? {}, `${field}.capacity`));
  if (policy !== '') {
    const path = `${field}.persistentVolumeReclaimPolicy`;
    if (inline) {
      if (policy !== 'Retain') errors.push(forbidden(path, 'may only be Retain in the context of inline volumes'));
    } else if (!POLICIES.includes(policy)) errors.push(notSupported(path, policy, POLICIES));
  }
  if (spec.nodeAffinity !== undefined) {
    const path = `${field}.nodeAffinity`;
    const { required: needed } = spec.nodeAffinity;
    if (inline) errors.push(forbidden(path, 'may not be specified in the context of inline volumes'));
    else if (needed === undefined) {
      errors.push(required(`${path}.required`, 'must specify required node constraints'));
    } else errors.push(...validateNodeSelector(needed, `${path}.required`));
  }
  errors.push(...validateSources(spec, name, inline, field));
  if (inline && (spec.storageClassName ?? '') !== '') {
    errors.push(forbidden(`${field}.storageClassName`, 'may not be specified in the context of inline volumes'));
  } else errors.push(...validateClassName(spec.storageClassName, `${field}.storageClassName`));
  if (!inline) errors.push(...validateVolumeMode(spec.volumeMode, `${field}.volumeMode`));
  else if (spec.volumeMode !== undefined && spec.volumeMode !== 'Filesystem') {
    const detail = 'may not specify volumeMode other than Filesystem in the context of inline volumes';
    errors.push(forbidden(`${field}.volumeMode`, detail));
  }
  return errors;
}

function validateInline(spec: PersistentVolumeSpec, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const not = 'may not be specified in the context of inline volumes';
  if (spec.claimRef !== undefined) errors.push(forbidden(`${field}.claimRef`, not));
  if (Object.keys(spec.capacity ?? {}).length > 0) errors.push(forbidden(`${field}.capacity`, not));
  if (spec.csi === undefined) {
    errors.push(required(`${field}.csi`, 'has to be specified in the context of inline volumes'));
  }
  return errors;
}

function validateCapacity(capacity: Readonly<Record<string, string>>, field: string): FieldError[] {
  const entries = Object.entries(capacity);
  const errors: FieldError[] = entries.length === 0 ? [required(field, '')] : [];
  if (capacity.storage === undefined || entries.length > 1) {
    const shown = entries.map(([name, amount]) => `${JSON.stringify(name)}:${goQuantity(amount).go}`).sort();
    const go = entries.length === 0 ? 'core.ResourceList(nil)' : `core.ResourceList{${shown.join(', ')}}`;
    errors.push(notSupported(field, { go }, ['storage']));
  }
  for (const [name, amount] of entries) {
    const path = `${field}[${name}]`;
    errors.push(...validateBasicQuantity(amount, path), ...validatePositiveQuantity(amount, path));
  }
  return errors;
}

function validateSources(spec: PersistentVolumeSpec, name: string, inline: boolean, field: string): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const source of ORDER) {
    const given = (spec as Source)[source] as Source | undefined;
    if (given === undefined) continue;
    const path = `${field}.${SOURCE_PATHS[source] ?? source}`;
    // Kubernetes lets a flexVolume stand beside another source, as long as it comes second.
    if (found && source !== 'flexVolume') {
      errors.push(forbidden(`${field}.${SECOND_PATHS[source] ?? source}`, 'may not specify more than 1 volume type'));
    } else {
      errors.push(...PERSISTENT_SOURCES[source]!(given, path, name));
      if (source === 'local' && (inline || spec.nodeAffinity === undefined)) {
        errors.push(required(`${field}.nodeAffinity`, 'Local volume requires node affinity'));
      }
    }
    found = true;
  }
  if (!found) errors.push(required(field, 'must specify a volume type'));
  const root = spec.hostPath !== undefined && /^\/(\.?\/)*\.?$/.test(spec.hostPath.path ?? '');
  if (root && spec.persistentVolumeReclaimPolicy === 'Recycle') {
    const detail = "may not be 'recycle' for a hostPath mount of '/'";
    errors.push(forbidden(`${field}.persistentVolumeReclaimPolicy`, detail));
  }
  return errors;
}

/** Models ValidatePersistentVolumeUpdate. Unlike Kubernetes, the refusal does not list the differences. */
export function validatePersistentVolumeUpdate(object: PersistentVolume, old: PersistentVolume): FieldError[] {
  const errors = validatePersistentVolume(object);
  const given = sourcesOf(object.spec);
  const before = sourcesOf(old.spec);
  if (old.spec.csi !== undefined && old.spec.csi.controllerExpandSecretRef === undefined && given.csi !== undefined) {
    const { controllerExpandSecretRef: _added, ...csi } = given.csi as Source;
    given.csi = csi;
  }
  if (!jsonEqual(given, before)) {
    errors.push(forbidden('spec.persistentvolumesource', 'spec.persistentvolumesource is immutable after creation'));
  }
  if (object.spec.volumeMode !== old.spec.volumeMode) {
    errors.push(invalid('volumeMode', object.spec.volumeMode, IMMUTABLE));
  }
  const affinity = old.spec.nodeAffinity;
  if (affinity !== undefined && !sameAffinity(object.spec.nodeAffinity?.required, affinity.required)) {
    const shown = { go: object.spec.nodeAffinity === undefined ? 'null' : 'core.VolumeNodeAffinity{...}' };
    errors.push(invalid('nodeAffinity', shown, `${IMMUTABLE}, except for updating from beta label to GA`));
  }
  return errors;
}

function sourcesOf(spec: PersistentVolumeSpec): Record<string, unknown> {
  return Object.fromEntries(Object.entries(spec).filter(([name]) => ORDER.includes(name)));
}

const TODAY: ReadonlyMap<string, string> = new Map([
  ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ['beta.kubernetes.io/os', 'kubernetes.io/os'],
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
]);

/** Whether nothing but names of labels became those of today. Models validatePvNodeAffinity. */
function sameAffinity(now: NodeSelector | undefined, before: NodeSelector | undefined): boolean {
  const renamed = before?.nodeSelectorTerms?.map((term, i) => ({
    ...term,
    matchExpressions: term.matchExpressions?.map((one, at) => {
      const key = now?.nodeSelectorTerms?.[i]?.matchExpressions?.[at]?.key;
      return key !== undefined && TODAY.get(one.key) === key ? { ...one, key } : one;
    }),
  }));
  return jsonEqual(now, renamed === undefined ? before : { ...before, nodeSelectorTerms: renamed });
}
