import { isDNS1123Label, isDNS1123Subdomain, isQualifiedName } from '../../../api/names.ts';
import type {
  ClusterTrustBundleProjection,
  DownwardAPIVolumeFile,
  KeyToPath,
  ProjectedVolumeSource,
  Volume,
  VolumeProjection,
} from '../../../api/types/volume.ts';
import { type FieldError, forbidden, invalid, required } from '../field-error.ts';
import { FILE_FIELDS, validateFieldRef, validateResourceFieldRef } from './field-selectors.ts';
import { goLabelSelector } from './go-value.ts';
import { validateLabelSelector } from './label-selector.ts';
import { validateNonReservedPath } from './local-path.ts';

const MOST_OF_MODE = 0o777;

function validateMode(mode: number | undefined, field: string): FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= MOST_OF_MODE)) return [];
  return [invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

function validateKeyToPath({ key = '', path = '', mode }: KeyToPath, field: string): FieldError[] {
  return [
    ...(key === '' ? [required(`${field}.key`, '')] : []),
    ...(path === '' ? [required(`${field}.path`, '')] : []),
    ...validateNonReservedPath(path, `${field}.path`),
    ...validateMode(mode, `${field}.mode`),
  ];
}

const validateItems = (items: readonly KeyToPath[] | undefined, field: string) =>
  (items ?? []).flatMap((item, i) => validateKeyToPath(item, `${field}.items[${i}]`));

/** Models pkg/apis/core/validation validateSecretVolumeSource. */
export function validateSecretSource(source: NonNullable<Volume['secret']>, field: string): FieldError[] {
  const missing = (source.secretName ?? '') === '' ? [required(`${field}.secretName`, '')] : [];
  const { defaultMode, items } = source;
  return [...missing, ...validateMode(defaultMode, `${field}.defaultMode`), ...validateItems(items, field)];
}

/** Models validateConfigMapVolumeSource. */
export function validateConfigMapSource(source: NonNullable<Volume['configMap']>, field: string): FieldError[] {
  const missing = (source.name ?? '') === '' ? [required(`${field}.name`, '')] : [];
  const { defaultMode, items } = source;
  return [...missing, ...validateMode(defaultMode, `${field}.defaultMode`), ...validateItems(items, field)];
}

/** Models validateDownwardAPIVolumeSource, whose errors do not say which file they are about. */
export function validateDownwardSource(source: NonNullable<Volume['downwardAPI']>, field: string): FieldError[] {
  return [
    ...validateMode(source.defaultMode, `${field}.defaultMode`),
    ...(source.items ?? []).flatMap((file) => validateFile(file, field)),
  ];
}

function validateFile(file: DownwardAPIVolumeFile, field: string): FieldError[] {
  const { path = '', fieldRef, resourceFieldRef, mode } = file;
  const errors: FieldError[] = path === '' ? [required(`${field}.path`, '')] : [];
  errors.push(...validateNonReservedPath(path, `${field}.path`));
  if (fieldRef !== undefined) {
    errors.push(...validateFieldRef(fieldRef, FILE_FIELDS, `${field}.fieldRef`));
    if (resourceFieldRef !== undefined) {
      errors.push(invalid(field, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    }
  } else if (resourceFieldRef !== undefined) {
    errors.push(...validateResourceFieldRef(resourceFieldRef, `${field}.resourceFieldRef`, true));
  } else errors.push(required(field, 'one of fieldRef and resourceFieldRef is required'));
  errors.push(...validateMode(mode, `${field}.mode`));
  return errors;
}

const checked = new WeakSet<object>();

/** Models validateProjectedVolumeSource. The token's source is one object for all pods, and is looked at once. */
export function validateProjectedSource(source: ProjectedVolumeSource, field: string): FieldError[] {
  if (checked.has(source)) return [];
  const errors = validateMode(source.defaultMode, `${field}.defaultMode`);
  const paths = new Set<string>();
  source.sources?.forEach((projection, i) => {
    errors.push(...validateProjection(projection, field, `${field}.sources[${i}]`, paths));
  });
  if (errors.length === 0 && Object.isFrozen(source)) checked.add(source);
  return errors;
}

const KINDS = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle'] as const;
const SHORTEST_SECONDS = 600;
const LONGEST_SECONDS = 2 ** 32;

function validateProjection(
  projection: VolumeProjection,
  field: string,
  path: string,
  paths: Set<string>,
): FieldError[] {
  const errors: FieldError[] = [];
  const { downwardAPI, serviceAccountToken: token, clusterTrustBundle: bundle } = projection;
  const take = (file: string, shown: string) => {
    if (paths.has(file)) errors.push(invalid(field, shown, 'conflicting duplicate paths'));
    paths.add(file);
  };
  for (const kind of ['secret', 'configMap'] as const) {
    const source = projection[kind];
    if (source === undefined) continue;
    const name = source.name ?? '';
    if (name === '') errors.push(required(`${path}.${kind}.name`, ''));
    source.items?.forEach((item, i) => {
      errors.push(...validateKeyToPath(item, `${path}.${kind}.items[${i}]`));
      if ((item.path ?? '') !== '') take(item.path, name);
    });
  }
  for (const file of downwardAPI?.items ?? []) {
    errors.push(...validateFile(file, `${path}.downwardAPI`));
    if ((file.path ?? '') !== '') take(file.path, file.path);
  }
  if (token !== undefined) {
    const at = `${path}.serviceAccountToken.expirationSeconds`;
    const { expirationSeconds: seconds = 0, path: file = '' } = token;
    if (seconds < SHORTEST_SECONDS) {
      errors.push(invalid(at, seconds, 'may not specify a duration less than 10 minutes'));
    }
    if (seconds > LONGEST_SECONDS) {
      errors.push(invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds'));
    }
    if (file === '') errors.push(required(`${field}.path`, ''));
    else errors.push(...validateNonReservedPath(file, `${field}.path`));
  }
  if (bundle !== undefined) {
    errors.push(...validateTrustBundle(bundle, `${path}.clusterTrustBundle`));
    take(bundle.path ?? '', bundle.path ?? '');
  }
  if (KINDS.filter((kind) => projection[kind] !== undefined).length > 1) {
    errors.push(forbidden(path, 'may not specify more than 1 volume type per source'));
  }
  return errors;
}

function validateTrustBundle(bundle: ClusterTrustBundleProjection, field: string): FieldError[] {
  const { name, signerName, labelSelector, path = '' } = bundle;
  const errors: FieldError[] = [];
  if (name !== undefined && signerName !== undefined) {
    const shown = { go: 'core.ClusterTrustBundleProjection{...}' };
    errors.push(invalid(field, shown, 'only one of name and signerName may be used'));
  } else if (name !== undefined) {
    if (name === '') errors.push(required(`${field}.name`, 'must be a valid object name'));
    for (const message of isDNS1123Subdomain(name.slice(name.lastIndexOf(':') + 1))) {
      errors.push(invalid(`${field}.name`, name, `not a valid clustertrustbundlename: ${message}`));
    }
    if (labelSelector !== undefined) {
      const shown = goLabelSelector(labelSelector);
      errors.push(invalid(`${field}.labelSelector`, shown, 'labelSelector must be unset if name is specified'));
    }
  } else if (signerName !== undefined) {
    if (signerName === '') errors.push(required(`${field}.signerName`, 'must be a valid signer name'));
    errors.push(...validateSignerName(signerName, `${field}.signerName`));
    errors.push(...validateLabelSelector(labelSelector, `${field}.labelSelector`));
  } else errors.push(required(field, 'either name or signerName must be specified'));
  if (path === '') errors.push(required(`${field}.path`, ''));
  errors.push(...validateNonReservedPath(path, `${field}.path`));
  return errors;
}

/** Models pkg/apis/core/validation ValidateSignerName, for its common cases: `example.com/name`. */
function validateSignerName(name: string, field: string): FieldError[] {
  if (name === '') return [required(field, '')];
  const [domain = '', path = '', ...more] = name.split('/');
  if (path === '' || more.length > 0) {
    return [invalid(field, name, 'must be a fully qualified domain and path of the form "example.com/signer-name"')];
  }
  const errors = isDNS1123Subdomain(domain).map((message) =>
    invalid(field, name, `validating label "${domain}": ${message}`),
  );
  if (!domain.includes('.'))
    errors.push(invalid(field, domain, 'should be a domain with at least two segments separated by dots'));
  const wrong = [...isDNS1123Label(path.replaceAll('.', '-')), ...isQualifiedName(path)].slice(0, 1);
  return [...errors, ...wrong.map((message) => invalid(field, path, message))];
}
