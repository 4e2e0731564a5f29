import type { Container } from '../../../api/types/container.ts';
import type { PodSpec } from '../../../api/types/pod.ts';
import { duplicate, type FieldError, forbidden, invalid, notFound } from '../field-error.ts';
import { type PodContext, validateContainer } from './container.ts';

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
export function validateEphemeralContainers(spec: PodSpec, pod: PodContext, field: string): FieldError[] {
  const { ephemeralContainers = [], containers, initContainers = [] } = spec;
  if (ephemeralContainers.length === 0) return [];
  const others = new Set([...containers, ...initContainers].map(({ name }) => name));
  const names = new Set(others);
  const errors: FieldError[] = [];
  ephemeralContainers.forEach((container, i) => {
    const path = `${field}[${i}]`;
    const { name, targetContainerName = '', volumeMounts = [] } = container;
    errors.push(...validateContainer(container as Container, pod, path));
    const image = container.image ?? '';
    if (image.trim() !== image) {
      errors.push(invalid(`${path}.image`, image, 'must not have leading or trailing whitespace'));
    }
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
    if (targetContainerName !== '' && !others.has(targetContainerName)) {
      errors.push(notFound(`${path}.targetContainerName`, targetContainerName));
    }
    for (const [part, value] of Object.entries(container)) {
      if (isSet(value) && !ALLOWED.has(part)) errors.push(forbidden(`${path}.${part}`, NOT_THERE));
    }
    volumeMounts.forEach(({ subPath = '', subPathExpr = '' }, at) => {
      if (subPath !== '') errors.push(forbidden(`${path}.volumeMounts[${at}].subPath`, NOT_THERE));
      if (subPathExpr !== '') errors.push(forbidden(`${path}.volumeMounts[${at}].subPathExpr`, NOT_THERE));
    });
  });
  return errors;
}

/** Resources are no pointer in Go, and empty lists are as good as none. */
const isSet = (value: unknown): boolean =>
  value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
