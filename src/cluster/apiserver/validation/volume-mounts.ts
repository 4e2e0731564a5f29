import type { Container, VolumeMount } from '../../../api/types/container.ts';
import type { Volume } from '../../../api/types/volume.ts';
import { type FieldError, forbidden, invalid, notFound, notSupported, required } from '../field-error.ts';
import { validateDescendingPath, validateNoBacksteps } from './local-path.ts';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE = ['Disabled', 'Enabled', 'IfPossible'];

/** The valid volumes of a pod by name. */
export type VolumesByName = ReadonlyMap<string, Volume>;

/** Models pkg/apis/core/validation ValidateVolumeMounts, which leaves the index out of some paths. */
export function validateVolumeMounts(container: Container, volumes: VolumesByName, field: string): FieldError[] {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const errors: FieldError[] = [];
  const paths = new Set<string>();
  volumeMounts.forEach((mount, i) => {
    const { name = '', mountPath = '', subPath = '', subPathExpr = '' } = mount;
    const path = `${field}[${i}]`;
    if (name === '') errors.push(required(`${path}.name`, ''));
    if (!volumes.has(name)) errors.push(notFound(`${path}.name`, name));
    if (mountPath === '') errors.push(required(`${path}.mountPath`, ''));
    if (paths.has(mountPath)) errors.push(invalid(`${path}.mountPath`, mountPath, 'must be unique'));
    paths.add(mountPath);
    if (volumeDevices.some((device) => device.name === name)) {
      errors.push(invalid(`${path}.name`, name, 'must not already exist in volumeDevices'));
    }
    if (volumeDevices.some(({ devicePath }) => devicePath === mountPath)) {
      errors.push(invalid(`${path}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    if (subPath !== '') errors.push(...validateDescendingPath(subPath, `${field}.subPath`));
    if (subPathExpr !== '') {
      if (subPath !== '') {
        errors.push(invalid(`${path}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
      }
      errors.push(...validateDescendingPath(subPathExpr, `${field}.subPathExpr`));
    }
    errors.push(...validatePropagation(mount, container, `${field}.mountPropagation`));
    errors.push(...validateRecursiveReadOnly(mount, `${field}.recursiveReadOnly`));
  });
  return errors;
}

function validatePropagation({ mountPropagation: mode }: VolumeMount, container: Container, field: string) {
  if (mode === undefined) return [];
  const errors = PROPAGATIONS.includes(mode) ? [] : [notSupported(field, mode, PROPAGATIONS)];
  if (mode === 'Bidirectional' && container.securityContext?.privileged !== true) {
    const detail = 'Bidirectional mount propagation is available only to privileged containers';
    errors.push(forbidden(field, detail));
  }
  return errors;
}

function validateRecursiveReadOnly(mount: VolumeMount, field: string): FieldError[] {
  const { recursiveReadOnly: mode, readOnly, mountPropagation } = mount;
  if (mode === undefined || mode === 'Disabled') return [];
  if (!RECURSIVE.includes(mode)) return [notSupported(field, mode, RECURSIVE)];
  const errors: FieldError[] = [];
  if (readOnly !== true) errors.push(forbidden(field, 'may only be specified when readOnly is true'));
  if (mountPropagation !== undefined && mountPropagation !== 'None') {
    errors.push(forbidden(field, 'may only be specified when mountPropagation is None or not specified'));
  }
  return errors;
}

/** Models ValidateVolumeDevices. */
export function validateVolumeDevices(container: Container, volumes: VolumesByName, field: string): FieldError[] {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const errors: FieldError[] = [];
  const names = new Set<string>();
  const paths = new Set<string>();
  volumeDevices.forEach(({ name = '', devicePath = '' }, i) => {
    const path = `${field}[${i}]`;
    const wrong = (part: 'name' | 'devicePath', detail: string) =>
      errors.push(invalid(`${path}.${part}`, part === 'name' ? name : devicePath, detail));
    const volume = volumes.get(name);
    if (name === '') errors.push(required(`${path}.name`, ''));
    if (names.has(name)) wrong('name', 'must be unique');
    if (volume === undefined) errors.push(notFound(`${path}.name`, name));
    else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
      wrong('name', 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode');
    }
    if (devicePath === '') errors.push(required(`${path}.devicePath`, ''));
    if (paths.has(devicePath)) wrong('devicePath', 'must be unique');
    if (validateNoBacksteps(devicePath, path).length > 0) wrong('devicePath', "can not contain backsteps ('..')");
    else paths.add(devicePath);
    if (volumeMounts.some((mount) => mount.name === name)) wrong('name', 'must not already exist in volumeMounts');
    if (volumeMounts.some(({ mountPath }) => mountPath === devicePath)) {
      wrong('devicePath', 'must not already exist as a path in volumeMounts');
    }
    if (name !== '') names.add(name);
  });
  return errors;
}
