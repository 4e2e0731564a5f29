import { goQuote } from '../../../api/go-quote.ts';
import { isQualifiedName, isValidLabelValue } from '../../../api/names.ts';
import type { LabelSelectorRequirement, ObjectMeta } from '../../../api/object.ts';
import type { User } from '../../../api/transport.ts';
import type {
  NonResourceAttributes,
  ResourceAttributes,
  SelectorAttributes,
  SubjectAccessReviewSpec,
} from '../../../api/types/authorization.ts';
import type { AccessAttributes } from '../authorization/access-attributes.ts';
import type { Authorizer } from '../authorization/authorizer.ts';
import { type FieldError, forbidden, type GoText, invalid, required } from '../field-error.ts';

/** Models pkg/registry/authorization/util ResourceAttributesFrom and NonResourceAttributesFrom. */
export function accessAsked(user: User, spec: SubjectAccessReviewSpec): AccessAttributes {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (resourceAttributes === undefined) {
    const { verb = '', path = '' } = nonResourceAttributes ?? {};
    return { kind: 'path', user, verb, path };
  }
  const { verb = '', namespace = '', group = '', resource = '', subresource = '', name = '' } = resourceAttributes;
  const asked = { kind: 'resource', user, verb, namespace, group, resource, subresource, name } as const;
  const fieldSelector = selectorText(resourceAttributes.fieldSelector);
  return fieldSelector === undefined ? asked : { ...asked, fieldSelector };
}

function selectorText(selector: SelectorAttributes | undefined): string | undefined {
  if (selector === undefined) return undefined;
  const terms = (selector.requirements ?? []).map(
    ({ key, operator, values = [] }) => `${key}${operator === 'In' ? '=' : '!='}${values[0] ?? ''}`,
  );
  return selector.rawSelector ?? terms.join(',');
}

/** The status of a review. Nothing here says no for good, so `denied` is never set. */
export function accessStatus(authorizer: Authorizer, asked: AccessAttributes): object {
  const { allowed, reason } = authorizer.authorize(asked);
  return { allowed, ...(reason === '' ? {} : { reason }) };
}

/** Models pkg/apis/authorization/validation ValidateSelfSubjectAccessReviewSpec. */
export function validateAttributes(spec: SubjectAccessReviewSpec): FieldError[] {
  const { resourceAttributes, nonResourceAttributes } = spec;
  const errors: FieldError[] = [];
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    const why = 'cannot be specified in combination with resourceAttributes';
    errors.push(invalid('spec.nonResourceAttributes', goPathAccess(nonResourceAttributes), why));
  }
  if (resourceAttributes === undefined && nonResourceAttributes === undefined) {
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(invalid('spec.resourceAttributes', 'null', why));
  }
  return errors;
}

/** Models validateResourceAttributes. */
export function validateSelectors(attributes: ResourceAttributes | undefined): FieldError[] {
  const path = 'spec.resourceAttributes';
  return [
    ...validateSelector(attributes?.fieldSelector, `${path}.fieldSelector`, () => []),
    ...validateSelector(attributes?.labelSelector, `${path}.labelSelector`, ({ key = '', values = [] }, where) => [
      ...isQualifiedName(key).map((why) => invalid(`${where}.key`, key, why)),
      ...values.flatMap((value, i) =>
        isValidLabelValue(value).map((why) => invalid(`${where}.values[${i}]`, value, why)),
      ),
    ]),
  ];
}

function validateSelector(
  selector: SelectorAttributes | undefined,
  path: string,
  more: (requirement: LabelSelectorRequirement, path: string) => FieldError[],
): FieldError[] {
  if (selector === undefined) return [];
  const { rawSelector = '', requirements = [] } = selector;
  const errors: FieldError[] = [];
  if (rawSelector !== '' && requirements.length > 0) {
    const why = 'may not specified at the same time as requirements';
    errors.push(invalid(`${path}.rawSelector`, rawSelector, why));
  }
  if (rawSelector === '' && requirements.length === 0) {
    const why = `when ${path} is specified, requirements or rawSelector is required`;
    errors.push(required(`${path}.requirements`, why));
  }
  requirements.forEach((requirement, i) => {
    const where = `${path}.requirements[${i}]`;
    const { key = '', operator = '', values = [] } = requirement;
    if (key === '') errors.push(required(`${where}.key`, 'must be specified'));
    if ((operator === 'In' || operator === 'NotIn') && values.length === 0) {
      errors.push(required(`${where}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
    }
    if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
      errors.push(forbidden(`${where}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
    errors.push(...more(requirement, where));
  });
  return errors;
}

/** A question has no name, no labels and no past. */
export function validateNoMetadata(metadata: Partial<ObjectMeta>, mayHave: readonly string[], why: string) {
  const given = Object.entries(metadata).filter(([key, value]) => {
    if (key === 'managedFields' || key === 'creationTimestamp' || mayHave.includes(key)) return false;
    return value !== '' && Object.keys(Object(value)).length > 0;
  });
  return given.length === 0 ? [] : [invalid('metadata', goMetadata(metadata), why)];
}

export const goPathAccess = ({ path = '', verb = '' }: NonResourceAttributes): GoText => ({
  go: `authorization.NonResourceAttributes{Path:${goQuote(path)}, Verb:${goQuote(verb)}}`,
});

/** As Go prints metadata with %#v. */
function goMetadata(metadata: Partial<ObjectMeta>): GoText {
  const text = (value: string | undefined) => goQuote(value ?? '');
  const map = (values: Readonly<Record<string, string>> | undefined) =>
    values === undefined
      ? 'map[string]string(nil)'
      : `map[string]string{${Object.keys(values)
          .sort()
          .map((key) => `${goQuote(key)}:${goQuote(values[key]!)}`)
          .join(', ')}}`;
  const { name, generateName, namespace, uid, resourceVersion, labels, annotations, finalizers } = metadata;
  const strings = finalizers === undefined ? '[]string(nil)' : `[]string{${finalizers.map(goQuote).join(', ')}}`;
  return {
    go: `v1.ObjectMeta{Name:${text(name)}, GenerateName:${text(generateName)}, Namespace:${text(namespace)}, SelfLink:"", UID:${text(uid)}, ResourceVersion:${text(resourceVersion)}, Generation:0, CreationTimestamp:time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC), DeletionTimestamp:<nil>, DeletionGracePeriodSeconds:(*int64)(nil), Labels:${map(labels)}, Annotations:${map(annotations)}, OwnerReferences:[]v1.OwnerReference(nil), Finalizers:${strings}, ManagedFields:[]v1.ManagedFieldsEntry(nil)}`,
  };
}
