import { isDNS1123Label, isDNS1123Subdomain } from '../../../api/names.ts';
import { type FieldError, invalid, notSupported, required, tooLong } from '../field-error.ts';
import { goList } from './go-value.ts';
import { invalidForEach } from './invalid-for-each.ts';
import { validateIscsi, validateIscsiVolume } from './iscsi.ts';
import { validateDescendingPath, validateNoBacksteps } from './local-path.ts';

/** A source of a volume as it was written; what it may have was checked when it was decoded. */
export type Source = Readonly<Record<string, unknown>>;

/** `owner` is the name of the persistent volume, or of the volume of a pod. */
export type SourceCheck = (source: Source, field: string, owner: string) => FieldError[];

export const text = (source: Source | undefined, name: string): string => (source?.[name] as string | undefined) ?? '';
const number = (source: Source, name: string) => (source[name] as number | undefined) ?? 0;
const list = (source: Source, name: string) => (source[name] as readonly string[] | undefined) ?? [];
const inner = (source: Source, name: string) => source[name] as Source | undefined;

/** All of these fields must say something. */
export const requireAll =
  (...names: readonly string[]): SourceCheck =>
  (source, field) =>
    names
      .filter((name) => (Array.isArray(source[name]) ? list(source, name).length === 0 : text(source, name) === ''))
      .map((name) => required(`${field}.${name}`, ''));

/** A reference to a secret, if there is one, must name it; outside of pods with its namespace. */
const requireSecret = (...parts: readonly string[]): SourceCheck => {
  const check = requireAll(...parts);
  return (source, field, owner) => {
    const secret = inner(source, 'secretRef');
    return secret === undefined ? [] : check(secret, `${field}.secretRef`, owner);
  };
};

export const both =
  (...checks: readonly SourceCheck[]): SourceCheck =>
  (source, field, owner) =>
    checks.flatMap((check) => check(source, field, owner));

const partition: SourceCheck = (source, field) => {
  const value = number(source, 'partition');
  return value >= 0 && value <= 255
    ? []
    : [invalid(`${field}.partition`, value, 'must be between 1 and 255, inclusive')];
};

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

const hostPath: SourceCheck = (source, field) => {
  const path = text(source, 'path');
  if (path === '') return [required(`${field}.path`, '')];
  const type = text(source, 'type');
  return [
    ...validateNoBacksteps(path, `${field}.path`),
    ...(HOST_PATH_TYPES.includes(type) ? [] : [notSupported(`${field}.type`, type, HOST_PATH_TYPES)]),
  ];
};

const nfs = both(requireAll('server', 'path'), (source, field) => {
  const path = text(source, 'path');
  return path.startsWith('/') ? [] : [invalid(`${field}.path`, path, 'must be an absolute path')];
});

const flocker: SourceCheck = (source, field) => {
  const name = text(source, 'datasetName');
  const uuid = text(source, 'datasetUUID');
  const errors: FieldError[] = [];
  if (name === '' && uuid === '') errors.push(required(field, 'one of datasetName and datasetUUID is required'));
  if (name !== '' && uuid !== '') {
    errors.push(invalid(field, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (name.includes('/')) errors.push(invalid(`${field}.datasetName`, name, "must not contain '/'"));
  return errors;
};

const quobyte: SourceCheck = (source, field) => {
  const registry = text(source, 'registry');
  const pairs = 'must be a host:port pair or multiple pairs separated by commas';
  const errors: FieldError[] = [];
  if (registry === '') errors.push(required(`${field}.registry`, pairs));
  else if (text(source, 'tenant').length >= 65) {
    errors.push(required(`${field}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'));
  } else {
    const wrong = registry.split(',').filter((pair) => !/^(\[[^\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair));
    errors.push(...wrong.map(() => invalid(`${field}.registry`, registry, pairs)));
  }
  if (text(source, 'volume') === '') errors.push(required(`${field}.volume`, ''));
  return errors;
};

const fibreChannel: SourceCheck = (source, field) => {
  const names = list(source, 'targetWWNs');
  const ids = list(source, 'wwids');
  const path = `${field}.targetWWNs`;
  const errors: FieldError[] = [];
  if (names.length === 0 && ids.length === 0) {
    errors.push(required(path, 'must specify either targetWWNs or wwids, but not both'));
  }
  if (names.length > 0 && ids.length > 0) {
    const shown = goList('string', names);
    errors.push(invalid(path, shown, 'targetWWNs and wwids can not be specified simultaneously'));
  }
  if (names.length === 0) return errors;
  const lun = source.lun as number | undefined;
  if (lun === undefined) errors.push(required(`${field}.lun`, 'lun is required if targetWWNs is specified'));
  else if (lun < 0 || lun > 255) errors.push(invalid(`${field}.lun`, lun, 'must be between 0 and 255, inclusive'));
  return errors;
};

const flex: SourceCheck = both(requireAll('driver'), (source, field) =>
  Object.keys(inner(source, 'options') ?? {})
    .filter((key) => /\.(kubernetes|k8s)\.io$/.test(`.${key.split('/', 1)[0]!.toLowerCase()}`))
    .map((key) => invalid(`${field}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved')),
);

const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];
const MANAGED = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

const azureDisk: SourceCheck = both(requireAll('diskName', 'diskURI'), (source, field) => {
  const uri = text(source, 'diskURI');
  const caching = source.cachingMode as string | undefined;
  const kind = source.kind as string | undefined;
  const errors: FieldError[] = [];
  if (caching !== undefined && !CACHING_MODES.includes(caching)) {
    errors.push(notSupported(`${field}.cachingMode`, caching, CACHING_MODES));
  }
  if (kind === undefined) return errors;
  if (!DISK_KINDS.includes(kind)) errors.push(notSupported(`${field}.kind`, kind, DISK_KINDS));
  const [start, form] = kind === 'Managed' ? ['/subscriptions/', MANAGED] : ['https://', BLOB];
  if (!uri.startsWith(start)) errors.push(notSupported(`${field}.diskURI`, uri, [form]));
  return errors;
});

const storageOs: SourceCheck = (source, field) => {
  const name = text(source, 'volumeName');
  const namespace = text(source, 'volumeNamespace');
  return [
    ...(name === ''
      ? [required(`${field}.volumeName`, '')]
      : invalidForEach(isDNS1123Label(name), `${field}.volumeName`, name)),
    ...(namespace === '' ? [] : invalidForEach(isDNS1123Label(namespace), `${field}.volumeNamespace`, namespace)),
  ];
};

/** Models ValidateCSIDriverName. */
export function validateCsiDriverName(name: string, field: string): FieldError[] {
  return [
    ...(name === '' ? [required(field, '')] : []),
    ...(name.length > 63 ? [tooLong(field, 63)] : []),
    ...invalidForEach(isDNS1123Subdomain(name.toLowerCase()), field, name),
  ];
}

/** Names that the paths of errors have for sources, where it is not the field's own. */
export const SOURCE_PATHS: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };

/** What pods and persistent volumes ask of sources alike. Models the validators of pkg/apis/core/validation. */
export const COMMON_SOURCES: Readonly<Record<string, SourceCheck>> = {
  hostPath,
  gcePersistentDisk: both(requireAll('pdName'), partition),
  awsElasticBlockStore: both(requireAll('volumeID'), partition),
  nfs,
  flocker,
  rbd: requireAll('monitors', 'image'),
  quobyte,
  cephfs: requireAll('monitors'),
  fc: fibreChannel,
  flexVolume: flex,
  vsphereVolume: requireAll('volumePath'),
  photonPersistentDisk: requireAll('pdID'),
  portworxVolume: requireAll('volumeID'),
  azureDisk,
  scaleIO: requireAll('gateway', 'system', 'volumeName'),
};

/** Sources of pods that differ from those of persistent volumes. */
export const POD_SOURCES: Readonly<Record<string, SourceCheck>> = {
  ...COMMON_SOURCES,
  gitRepo: both(requireAll('repository'), (source, field) =>
    validateDescendingPath(text(source, 'directory'), `${field}.directory`),
  ),
  iscsi: validateIscsi,
  glusterfs: requireAll('endpoints', 'path'),
  cinder: both(requireAll('volumeID'), requireSecret('name')),
  azureFile: requireAll('secretName', 'shareName'),
  storageos: both(storageOs, requireSecret('name')),
  persistentVolumeClaim: requireAll('claimName'),
  csi: (source, field) => {
    const secret = inner(source, 'nodePublishSecretRef');
    const name = text(secret, 'name');
    return [
      ...validateCsiDriverName(text(source, 'driver'), `${field}.driver`),
      ...(secret === undefined
        ? []
        : name === ''
          ? [required(`${field}.nodePublishSecretRef.name`, '')]
          : invalidForEach(isDNS1123Subdomain(name), `${field}.name`, name)),
    ];
  },
};

const SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

/** Models validatePVSecretReference. */
function validateSecretReference(reference: Source, field: string): FieldError[] {
  const part = (name: string, messages: (value: string) => readonly string[]) => {
    const value = text(reference, name);
    return value === ''
      ? [required(`${field}.${name}`, '')]
      : invalidForEach(messages(value), `${field}.${name}`, value);
  };
  return [...part('name', isDNS1123Subdomain), ...part('namespace', isDNS1123Label)];
}

/** Sources of persistent volumes that differ from those of pods. */
export const PERSISTENT_SOURCES: Readonly<Record<string, SourceCheck>> = {
  ...COMMON_SOURCES,
  iscsi: validateIscsiVolume,
  glusterfs: both(requireAll('endpoints', 'path'), (source, field) => {
    const namespace = source.endpointsNamespace as string | undefined;
    const path = `${field}.endpointsNamespace`;
    if (namespace === undefined) return [];
    if (namespace !== '') return invalidForEach(isDNS1123Label(namespace), path, namespace);
    return [invalid(path, '', 'if the endpointnamespace is set, it must be a valid namespace name')];
  }),
  cinder: both(requireAll('volumeID'), requireSecret('name', 'namespace')),
  azureFile: both(requireAll('secretName', 'shareName'), (source, field) =>
    source.secretNamespace === '' ? [required(`${field}.secretNamespace`, '')] : [],
  ),
  storageos: both(storageOs, requireSecret('name', 'namespace')),
  local: (source, field) => {
    const path = text(source, 'path');
    return path === '' ? [required(`${field}.path`, '')] : validateNoBacksteps(path, `${field}.path`);
  },
  csi: (source, field, owner) => [
    ...validateCsiDriverName(text(source, 'driver'), `${field}.driver`),
    ...requireAll('volumeHandle')(source, field, owner),
    ...SECRETS.flatMap((name) => {
      const reference = inner(source, name);
      return reference === undefined ? [] : validateSecretReference(reference, `${field}.${name}`);
    }),
  ],
};
