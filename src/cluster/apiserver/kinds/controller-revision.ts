import { jsonEqual } from '../../../api/json-equal.ts';
import { controllerRevisions } from '../../../api/resources.ts';
import type { ControllerRevision } from '../../../api/types/daemon-set.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { IMMUTABLE } from '../validation/object-meta.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/apps/controllerrevision strategy.go. */
export const controllerRevision = strategy<ControllerRevision>({
  resource: controllerRevisions,
  nameErrors: subdomainName,
  validate,
  validateUpdate(object, old) {
    const errors = validate(object);
    if (!jsonEqual(object.data, old.data)) errors.push(invalid('data', { go: 'runtime.RawExtension{}' }, IMMUTABLE));
    return errors;
  },
  cells(object, context) {
    const controller = object.metadata.ownerReferences?.find((owner) => owner.controller === true);
    return [object.metadata.name, controllerCell(controller), String(object.revision ?? 0), age(object, context)];
  },
});

function validate(object: ControllerRevision): FieldError[] {
  const errors: FieldError[] = [];
  if ((object.revision ?? 0) < 0) {
    errors.push(invalid('revision', object.revision, 'must be greater than or equal to 0'));
  }
  if (object.data === undefined || object.data === null) errors.push(required('data', 'data is mandatory'));
  return errors;
}

/** Models pkg/printers/internalversion formatResourceName with the kind in the group's words. */
function controllerCell(
  controller: { readonly apiVersion: string; readonly kind: string; readonly name: string } | undefined,
): string {
  if (controller === undefined) return '<none>';
  const slash = controller.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : `.${controller.apiVersion.slice(0, slash)}`;
  return `${controller.kind.toLowerCase()}${group}/${controller.name}`;
}
