import { isDNS1035Label, isDNS1123Subdomain } from '../../../api/names.ts';
import type {
  CustomResourceDefinition,
  CustomResourceNames,
  CustomResourceVersion,
} from '../../../api/types/custom-resource-definition.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../field-error.ts';
import { notSimulated } from '../refusals.ts';
import { structuralErrors } from './structural-schema.ts';

const SCOPES = ['Cluster', 'Namespaced'];

/** Models apiextensions validation.go ValidateCustomResourceDefinition. */
export function validateCustomResourceDefinition({ metadata, spec }: CustomResourceDefinition): readonly FieldError[] {
  if (spec === undefined) return [required('spec', '')];
  const { group = '', names, scope = '', versions = [], conversion } = spec;
  if (conversion?.strategy === 'Webhook') throw notSimulated('conversion of custom resources by webhooks');
  const errors: FieldError[] = [];
  const wanted = `${names?.plural ?? ''}.${group}`;
  if (metadata.name !== wanted) {
    errors.push(invalid('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group'));
  }
  if (group === '') errors.push(required('spec.group', ''));
  else errors.push(...isDNS1123Subdomain(group).map((why) => invalid('spec.group', group, why)));
  if (group !== '' && !group.includes('.')) {
    errors.push(invalid('spec.group', group, 'should be a domain with at least one dot'));
  }
  if (scope === '') errors.push(required('spec.scope', ''));
  else if (!SCOPES.includes(scope)) errors.push(notSupported('spec.scope', scope, SCOPES));
  errors.push(...versionErrors(versions), ...nameErrors(names));
  return errors;
}

function versionErrors(versions: readonly CustomResourceVersion[]): readonly FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  for (const [index, { name = '', schema, storage, served }] of versions.entries()) {
    const path = `spec.versions[${index}]`;
    errors.push(...isDNS1035Label(name).map((why) => invalid(`${path}.name`, name, why)));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
    const given = schema?.openAPIV3Schema;
    if (given === undefined) errors.push(required(`${path}.schema.openAPIV3Schema`, 'schemas are required'));
    else errors.push(...structuralErrors(given, `${path}.schema.openAPIV3Schema`));
    if (served === undefined) errors.push(required(`${path}.served`, ''));
    if (storage === undefined) errors.push(required(`${path}.storage`, ''));
  }
  const stored = versions.filter(({ storage }) => storage).length;
  if (stored !== 1) {
    const all = versions.map(({ name }) => name).join(' ');
    const why = 'must have exactly one version marked as storage version';
    errors.push(invalid('spec.versions', { go: `[${all}]` }, why));
  }
  return errors;
}

function nameErrors(names: CustomResourceNames | undefined): readonly FieldError[] {
  if (names === undefined) return [required('spec.names', '')];
  const errors: FieldError[] = [];
  const label = (field: string, value: string) => {
    for (const why of isDNS1035Label(value)) errors.push(invalid(`spec.names.${field}`, value, why));
  };
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] } = names;
  for (const [field, value] of Object.entries({ plural, singular, kind, listKind })) {
    if (value === '') errors.push(required(`spec.names.${field}`, ''));
    else
      label(
        field,
        value.toLowerCase() === value || field === 'plural' || field === 'singular' ? value : value.toLowerCase(),
      );
  }
  for (const [index, name] of shortNames.entries()) label(`shortNames[${index}]`, name);
  for (const [index, name] of categories.entries()) label(`categories[${index}]`, name);
  if (kind !== '' && kind === listKind)
    errors.push(invalid('spec.names.listKind', listKind, 'kind and listKind may not be the same'));
  return errors;
}

/** Models apiextensions validation.go ValidateCustomResourceDefinitionUpdate: what is established stays what it is. */
export function validateCustomResourceDefinitionUpdate(
  definition: CustomResourceDefinition,
  old: CustomResourceDefinition,
): readonly FieldError[] {
  const errors = [...validateCustomResourceDefinition(definition)];
  const fixed = [
    ['spec.group', definition.spec.group, old.spec.group],
    ['spec.scope', definition.spec.scope, old.spec.scope],
    ['spec.names.kind', definition.spec.names?.kind, old.spec.names.kind],
    ['spec.names.plural', definition.spec.names?.plural, old.spec.names.plural],
  ] as const;
  const established = old.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True');
  if (established !== true) return errors;
  for (const [field, now, before] of fixed) {
    if (now !== before) errors.push(invalid(field, now, 'field is immutable'));
  }
  return errors;
}
