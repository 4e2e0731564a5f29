import type { ObjectMeta } from '../../../api/object.ts';
import type { AppArmorProfile, PodSpec, SeccompProfile } from '../../../api/types/pod.ts';
import { type FieldError, forbidden, invalid } from '../field-error.ts';
import { validateDescendingPath } from './local-path.ts';
import { containersWithPaths } from './pod-os.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

type Annotations = Readonly<Record<string, string>>;

/** Models pkg/apis/core/validation ValidatePodSpecificAnnotations, but for the tolerations that nothing reads any more. */
export function validatePodAnnotations(annotations: Annotations | undefined, spec: PodSpec, field: string) {
  const errors: FieldError[] = [];
  for (const key in annotations) {
    const value = annotations[key]!;
    if (key === MIRROR && (spec.nodeName ?? '') === '') {
      errors.push(invalid(`${field}[${key}]`, value, 'must set spec.nodeName if mirror pod annotation is set'));
    } else if (key === DELETION_COST) {
      if (!isInt32(value)) errors.push(invalid(`${field}[${key}]`, value, 'must be a 32bit integer'));
    } else if (key === SECCOMP || key.startsWith(SECCOMP_CONTAINER)) {
      errors.push(...validateSeccompText(value, `${field}.${key}`));
    } else if (key.startsWith(APP_ARMOR)) {
      const name = key.slice(APP_ARMOR.length);
      if (!containersWithPaths(spec, '').some(([container]) => container.name === name)) {
        errors.push(invalid(`${field}[${key}]`, name, 'container not found'));
      }
      if (!/^(|runtime\/default|unconfined|localhost\/.*)$/s.test(value)) {
        errors.push(invalid(`${field}[${key}]`, value, `invalid AppArmor profile name: ${JSON.stringify(value)}`));
      }
    }
  }
  return errors;
}

/** Models helper.GetDeletionCostFromPodAnnotations: no plus sign, and no zeros before other digits. */
function isInt32(value: string): boolean {
  if (!/^(0|-?[1-9][0-9]{0,9})$/.test(value)) return false;
  return Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31;
}

function validateSeccompText(profile: string, field: string): FieldError[] {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return [];
  if (profile.startsWith('localhost/')) return validateDescendingPath(profile.slice('localhost/'.length), field);
  return [invalid(field, profile, 'must be a valid seccomp profile')];
}

/** Models what ValidatePodSpecificAnnotationUpdates asks besides. */
export function validateAnnotationChanges(now: Annotations = {}, before: Annotations = {}, field: string) {
  if (now === before) return [];
  const errors: FieldError[] = [];
  const say = (verb: string, key: string) => {
    if (key.startsWith(APP_ARMOR)) errors.push(forbidden(`${field}[${key}]`, `may not ${verb} AppArmor annotations`));
    if (key === MIRROR) errors.push(forbidden(`${field}[${key}]`, `may not ${verb} mirror pod annotation`));
  };
  for (const key in before) if (now[key] !== before[key]) say('remove or update', key);
  for (const key in now) if (before[key] === undefined) say('add', key);
  return errors;
}

/** Models validateSeccompAnnotationsAndFields and validateAppArmorAnnotationsAndFieldsMatchOnCreate. */
export function validateProfilesMatch(metadata: Partial<ObjectMeta> | undefined, spec: PodSpec, field: string) {
  const { annotations } = metadata ?? {};
  if (annotations === undefined) return [];
  const errors: FieldError[] = [];
  const compare = (what: string, text: string | undefined, profile: Profile | undefined, path: string) => {
    if (text !== undefined && profile !== undefined) errors.push(...mismatch(what, text, profile, path));
  };
  const ofPod = spec.securityContext?.seccompProfile;
  compare('seccomp', annotations[SECCOMP], ofPod, `${field}.securityContext.seccompProfile`);
  const all = containersWithPaths(spec, field);
  for (const [{ name, securityContext }, path] of all) {
    const text = annotations[`${SECCOMP_CONTAINER}${name}`];
    compare('seccomp', text, securityContext?.seccompProfile, `${path}.securityContext.seccompProfile`);
  }
  if (spec.os?.name === 'windows') return errors;
  for (const [{ name, securityContext }, path] of all) {
    const profile = securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
    compare('apparmor', annotations[`${APP_ARMOR}${name}`], profile, `${path}.securityContext.appArmorProfile`);
  }
  return errors;
}

type Profile = SeccompProfile | AppArmorProfile;

function mismatch(what: string, text: string, profile: Profile, field: string): FieldError[] {
  const types = [forbidden(`${field}.type`, `${what} type in annotation and field must match`)];
  switch (profile.type as string) {
    case 'Unconfined':
      return text === 'unconfined' ? [] : types;
    case 'RuntimeDefault':
      return text === 'runtime/default' || (what === 'seccomp' && text === 'docker/default') ? [] : types;
    case 'Localhost': {
      if (!text.startsWith('localhost/')) return types;
      if (text.slice('localhost/'.length) === profile.localhostProfile) return [];
      return [forbidden(`${field}.localhostProfile`, `${what} profile in annotation and field must match`)];
    }
    default:
      return [];
  }
}
