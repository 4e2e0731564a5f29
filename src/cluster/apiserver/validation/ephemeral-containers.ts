import { jsonEqual } from '../../../api/json-equal.ts';
import type { Container, EphemeralContainer } from '../../../api/types/container.ts';
import type { Pod, PodSpec } from '../../../api/types/pod.ts';
import { duplicate, type FieldError, forbidden, notFound } from '../field-error.ts';
import { validateContainers } from './container.ts';

/** What an ephemeral container may have. Models allowedEphemeralContainerFields. */
const ALLOWED: ReadonlySet<string> = new Set([
  'name',
  'image',
  'command',
  'args',
  'workingDir',
  'envFrom',
  'env',
  'volumeMounts',
  'volumeDevices',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'imagePullPolicy',
  'securityContext',
  'stdin',
  'stdinOnce',
  'tty',
  'targetContainerName',
]);
const NOT_THERE = 'cannot be set for an Ephemeral Container';

/** Models pkg/apis/core/validation validateEphemeralContainers. */
export function validateEphemeralContainers(spec: PodSpec, field: string): FieldError[] {
  const { ephemeralContainers = [], containers, initContainers = [], volumes = [] } = spec;
  if (ephemeralContainers.length === 0) return [];
  const names = new Set([...containers, ...initContainers].map(({ name }) => name));
  const errors: FieldError[] = [];
  ephemeralContainers.forEach((container, i) => {
    const path = `${field}[${i}]`;
    const { targetContainerName = '', volumeMounts = [] } = container;
    if (names.has(container.name)) errors.push(duplicate(`${path}.name`, container.name));
    names.add(container.name);
    if (targetContainerName !== '' && !isContainer(spec, targetContainerName)) {
      errors.push(notFound(`${path}.targetContainerName`, targetContainerName));
    }
    for (const [name, value] of Object.entries(container)) {
      if (isSet(value) && !ALLOWED.has(name)) errors.push(forbidden(`${path}.${name}`, NOT_THERE));
    }
    volumeMounts.forEach(({ subPath = '', subPathExpr = '' }, at) => {
      if (subPath !== '') errors.push(forbidden(`${path}.volumeMounts[${at}].subPath`, NOT_THERE));
      if (subPathExpr !== '') errors.push(forbidden(`${path}.volumeMounts[${at}].subPathExpr`, NOT_THERE));
    });
  });
  const known = new Set(volumes.map(({ name }) => name));
  return [...errors, ...validateContainers(ephemeralContainers.map(asContainer), known, field)];
}

/** Resources are no pointer in Go, and empty lists are as good as none. */
const isSet = (value: unknown): boolean =>
  value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);

const isContainer = ({ containers, initContainers = [] }: PodSpec, wanted: string): boolean =>
  [...containers, ...initContainers].some(({ name }) => name === wanted);

/** Only what any container may have is looked at again; names were compared with all others already. */
const asContainer = ({ targetContainerName: _target, ...container }: EphemeralContainer) => container as Container;

/** Models ValidatePodEphemeralContainersUpdate: they are added, never changed or removed. */
export function validateEphemeralContainersUpdate({ spec }: Pod, { spec: old, metadata }: Pod): FieldError[] {
  const field = 'spec.ephemeralContainers';
  const errors = validateEphemeralContainers(spec, field);
  if (metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) {
    return [...errors, forbidden('[]', 'static pods do not support ephemeral containers')];
  }
  for (const before of old.ephemeralContainers ?? []) {
    const now = spec.ephemeralContainers?.find(({ name }) => name === before.name);
    const existing = `existing ephemeral containers ${JSON.stringify(before.name)}`;
    if (now === undefined) errors.push(forbidden(field, `${existing} may not be removed\n`));
    else if (!jsonEqual(now, before)) errors.push(forbidden(field, `${existing} may not be changed\n`));
  }
  return errors;
}
