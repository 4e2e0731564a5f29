import type { Namespace } from '../../../api/types/core.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { validateFinalizer } from './object-meta.ts';

/** Models pkg/apis/core/validation ValidateNamespace. */
export function validateNamespace({ spec }: Namespace): FieldError[] {
  const field = 'spec.finalizers';
  return (spec?.finalizers ?? []).flatMap((finalizer) => validateFinalizer(finalizer, field, field));
}

/** Models ValidateNamespaceFinalizeUpdate. */
export function validateNamespaceFinalize({ spec }: Namespace): FieldError[] {
  return (spec?.finalizers ?? []).flatMap((finalizer, i) => {
    const field = `spec.finalizers[${i}]`;
    return validateFinalizer(finalizer, field, field);
  });
}

/** Models ValidateNamespaceStatusUpdate: the phase says whether it is being deleted, and nothing else does. */
export function validateNamespaceStatus({ metadata, status }: Namespace): FieldError[] {
  const [phase, state] = metadata.deletionTimestamp === undefined ? ['Active', 'empty'] : ['Terminating', 'not empty'];
  if (status?.phase === phase) return [];
  return [invalid('status.Phase', status?.phase ?? '', `may only be '${phase}' if \`deletionTimestamp\` is ${state}`)];
}
