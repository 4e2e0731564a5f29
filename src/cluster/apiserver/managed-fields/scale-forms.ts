import { typeOf } from '../../../api/schema.ts';
import type { KindForms } from './kind-forms.ts';

/** The one form of a scale. */
export const scaleForms: KindForms = {
  place: (groupVersion) =>
    groupVersion === 'autoscaling/v1' ? { type: typeOf('autoscaling', 'v1', 'Scale')! } : undefined,
  convert: (value) => value,
  filter: (set) => set,
};
