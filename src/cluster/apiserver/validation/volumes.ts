import { isDNS1123Label, isDNS1123Subdomain } from '../../../api/names.ts';
import { compareQuantities } from '../../../api/quantity.ts';
import type { Volume } from '../../../api/types/volume.ts';
import { duplicate, type FieldError, forbidden, invalid, required } from '../field-error.ts';
import { validatePullPolicy } from './container.ts';
import {
  validateConfigMapSource,
  validateDownwardSource,
  validateProjectedSource,
  validateSecretSource,
} from './file-sources.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateClaimTemplate } from './persistent-volume-claim.ts';
import { POD_SOURCES, SOURCE_PATHS, type Source, type SourceCheck } from './volume-sources.ts';

/** Every source of a pod's volumes, in the order in which Kubernetes looks at them: the first that is there counts. */
const ORDER: readonly (readonly [name: string, check: SourceCheck])[] = [
  ['emptyDir', validateEmptyDir],
  ...sources('hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore'),
  ['secret', (source, field) => validateSecretSource(source, field)],
  ...sources('nfs', 'iscsi', 'glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte'),
  ['downwardAPI', (source, field) => validateDownwardSource(source, field)],
  ...sources('fc', 'flexVolume'),
  ['configMap', (source, field) => validateConfigMapSource(source, field)],
  ...sources('azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos'),
  ['projected', (source, field) => validateProjectedSource(source, field)],
  ...sources('scaleIO', 'csi'),
  ['ephemeral', (source, field) => validateEphemeral(source as NonNullable<Volume['ephemeral']>, field)],
  ['image', (source, field) => validateImage(source as NonNullable<Volume['image']>, field)],
];

function sources(...names: readonly string[]): readonly (readonly [string, SourceCheck])[] {
  return names.map((name) => [name, POD_SOURCES[name]!] as const);
}

/** The names that errors about a second source have, where Kubernetes spells them otherwise. */
const SECOND_PATHS: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

/** Volumes found valid before; frozen ones are shared between a template and its pods. */
const valid = new WeakSet<object>();

/** Models pkg/apis/core/validation ValidateVolumes. `podName` is undefined for templates. */
export function validateVolumes(
  volumes: readonly Volume[],
  podName: string | undefined,
  field: string,
): readonly [byName: ReadonlyMap<string, Volume>, errors: FieldError[]] {
  const errors: FieldError[] = [];
  const byName = new Map<string, Volume>();
  volumes.forEach((volume, i) => {
    const path = `${field}[${i}]`;
    const { name = '' } = volume;
    const wrong = validateVolume(volume, podName, path);
    if (byName.has(name)) wrong.push(duplicate(`${path}.name`, name));
    if (wrong.length === 0) byName.set(name, volume);
    else errors.push(...wrong);
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim !== undefined && podName !== undefined && isMadeClaim(claim, podName, volumes)) {
      const detail = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(invalid(`${path}.persistentVolumeClaim.claimName`, claim, detail));
    }
  });
  return [byName, errors];
}

const isMadeClaim = (claim: string, podName: string, volumes: readonly Volume[]) =>
  volumes.some(({ name, ephemeral }) => ephemeral !== undefined && claim === `${podName}-${name}`);

function validateVolume(volume: Volume, podName: string | undefined, path: string): FieldError[] {
  if (valid.has(volume)) return [];
  const { name = '' } = volume;
  const errors = validateSource(volume as unknown as Source, name, path);
  if (volume.ephemeral !== undefined && podName !== undefined && podName !== '' && name !== '') {
    const claim = `${podName}-${name}`;
    const messages = isDNS1123Subdomain(claim).map((message) => `PVC name "${claim}": ${message}`);
    errors.push(...invalidForEach(messages, `${path}.name`, name));
  }
  if (name === '') errors.push(required(`${path}.name`, ''));
  else errors.push(...invalidForEach(isDNS1123Label(name), `${path}.name`, name));
  if (errors.length === 0 && volume.ephemeral === undefined && Object.isFrozen(volume)) valid.add(volume);
  return errors;
}

function validateSource(volume: Source, name: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const [source, check] of ORDER) {
    const given = volume[source] as Source | undefined;
    if (given === undefined || given === null) continue;
    if (found) {
      errors.push(forbidden(`${path}.${SECOND_PATHS[source] ?? source}`, 'may not specify more than 1 volume type'));
    } else errors.push(...check(given, `${path}.${SOURCE_PATHS[source] ?? source}`, name));
    found = true;
  }
  return found ? errors : [required(path, 'must specify a volume type')];
}

function validateEmptyDir({ sizeLimit }: NonNullable<Volume['emptyDir']>, field: string): FieldError[] {
  if (sizeLimit === undefined || compareQuantities(sizeLimit, '0') >= 0) return [];
  return [forbidden(`${field}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')];
}

function validateEphemeral({ volumeClaimTemplate }: NonNullable<Volume['ephemeral']>, field: string): FieldError[] {
  const path = `${field}.volumeClaimTemplate`;
  return volumeClaimTemplate === undefined ? [required(path, '')] : validateClaimTemplate(volumeClaimTemplate, path);
}

function validateImage({ reference = '', pullPolicy }: NonNullable<Volume['image']>, field: string) {
  const missing = reference === '' && field.startsWith('spec.volumes') ? [required(`${field}.reference`, '')] : [];
  return [...missing, ...validatePullPolicy(pullPolicy ?? '', `${field}.pullPolicy`)];
}
