import type { FieldDocs } from '../api/field-docs.ts';

/** Loads Kubernetes' texts about fields, a large module that only `explain` and the editor need. */
export async function loadFieldDocs(): Promise<FieldDocs> {
  return (await import('virtual:field-docs')).default;
}
