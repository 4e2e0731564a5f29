import type { KubeObject } from '../../../api/object.ts';
import type { User } from '../../../api/transport.ts';
import type { Store } from '../../store/store.ts';
import type { AnyStrategy } from '../strategy.ts';

/** One attempt to write, as admission sees it. */
export interface AdmissionAttempt {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly strategy: AnyStrategy;
  readonly subresource: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly old: KubeObject | undefined;
  readonly user: User;
  readonly nowMs: number;
  /** Nothing will be written, so nothing may be charged for it. */
  readonly dryRun: boolean;
  /** Says something to the client in a Warning header. */
  warn(text: string): void;
}

/** How an attempt's warnings reach whoever asked. Parts of the cluster don't listen. */
export const warnTo =
  (warnings: string[] | undefined) =>
  (text: string): void => {
    warnings?.push(text);
  };

/** May change what is written, or refuse it by throwing an ApiError. Models apiserver admission.Interface. */
export interface AdmissionPlugin {
  readonly name: string;
  admit?(object: KubeObject, attempt: AdmissionAttempt, store: Store): KubeObject;
  /** Runs after every plugin has admitted and the object was found valid. `object` is the old one for DELETE. */
  validate?(object: KubeObject, attempt: AdmissionAttempt, store: Store): void;
}

export function admit(
  plugins: readonly AdmissionPlugin[],
  object: KubeObject,
  attempt: AdmissionAttempt,
  store: Store,
): KubeObject {
  let admitted = object;
  for (const plugin of plugins) if (plugin.admit !== undefined) admitted = plugin.admit(admitted, attempt, store);
  return admitted;
}

export function validateAdmission(
  plugins: readonly AdmissionPlugin[],
  object: KubeObject,
  attempt: AdmissionAttempt,
  store: Store,
): void {
  for (const plugin of plugins) plugin.validate?.(object, attempt, store);
}
