import { deepFreeze } from '../../../api/deep-freeze.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { defaultSpecOfPod } from '../defaults/pod.ts';
import { fieldErrorText } from '../field-error.ts';
import { validatePod } from './pod.ts';

/** A pod as validation sees it: with its defaults, and a service account. */
export function podOf(spec: object, container: object = {}, annotations: Record<string, string> = {}): Pod {
  const given = { containers: [{ name: 'c', image: 'i:1', ...container }], serviceAccountName: 'default', ...spec };
  const metadata = { name: 'p', namespace: 'default', annotations };
  return deepFreeze({ metadata, spec: defaultSpecOfPod(given as never), status: {} }) as unknown as Pod;
}

/** What validation says to such a pod. */
export const podErrors = (spec: object, container: object = {}, annotations: Record<string, string> = {}) =>
  validatePod(podOf(spec, container, annotations)).map(fieldErrorText);
