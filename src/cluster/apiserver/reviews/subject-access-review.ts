import type { Resource } from '../../../api/resources.ts';
import type { User } from '../../../api/transport.ts';
import type { SubjectAccessReview, SubjectAccessReviewSpec } from '../../../api/types/authorization.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { badRequest, invalidObject } from '../refusals.ts';
import {
  accessAsked,
  accessStatus,
  goPathAccess,
  validateAttributes,
  validateNoMetadata,
  validateSelectors,
} from './access-review.ts';
import { type Asked, review } from './review.ts';

const resource = (plural: string, kind: string, namespaced: boolean): Resource<SubjectAccessReview> => ({
  group: 'authorization.k8s.io',
  version: 'v1',
  plural,
  kind,
  namespaced,
});

/** Kubernetes forgets the kind before it refuses. */
export const refuseReview = (errors: readonly FieldError[], group = 'authorization.k8s.io') =>
  invalidObject({ ...resource('', '', false), group }, '', errors);

/** May I? Models pkg/registry/authorization/selfsubjectaccessreview. */
export const selfSubjectAccessReview = review<SubjectAccessReview>({
  resource: resource('selfsubjectaccessreviews', 'SelfSubjectAccessReview', false),
  answer(object, { context, user }) {
    const { spec = {}, metadata } = object;
    const errors = [
      ...validateAttributes(spec),
      ...validateSelectors(spec.resourceAttributes),
      ...validateNoMetadata(metadata, [], 'must be empty'),
    ];
    if (errors.length > 0) throw refuseReview(errors);
    return { ...object, status: accessStatus(context.authorizer, accessAsked(user, spec)) };
  },
});

/** May they? Models pkg/registry/authorization/subjectaccessreview. */
export const subjectAccessReview = review<SubjectAccessReview>({
  resource: resource('subjectaccessreviews', 'SubjectAccessReview', false),
  answer(object, asked) {
    const errors = [...validateSubject(object), ...validateNoMetadata(object.metadata, [], 'must be empty')];
    if (errors.length > 0) throw refuseReview(errors);
    return answerFor(object, asked);
  },
});

/** May they, here? Models pkg/registry/authorization/localsubjectaccessreview. */
export const localSubjectAccessReview = review<SubjectAccessReview>({
  resource: resource('localsubjectaccessreviews', 'LocalSubjectAccessReview', true),
  answer(object, asked) {
    const { spec = {} } = object;
    const metadata = { ...object.metadata, namespace: object.metadata.namespace ?? asked.namespace };
    const errors = [
      ...validateSubject(object),
      ...validateNoMetadata(metadata, ['namespace'], 'must be empty except for namespace'),
    ];
    const { resourceAttributes, nonResourceAttributes } = spec;
    if (resourceAttributes !== undefined && (resourceAttributes.namespace ?? '') !== (metadata.namespace ?? '')) {
      const field = 'spec.resourceAttributes.namespace';
      errors.push(invalid(field, resourceAttributes.namespace ?? '', 'must match metadata.namespace'));
    }
    if (nonResourceAttributes !== undefined) {
      const field = 'spec.nonResourceAttributes';
      errors.push(invalid(field, goPathAccess(nonResourceAttributes), 'disallowed on this kind of request'));
    }
    if (errors.length > 0) throw refuseReview(errors);
    if (asked.namespace === undefined) throw badRequest('namespace is required on this type: ');
    if (asked.namespace !== metadata.namespace) {
      throw badRequest(`spec.resourceAttributes.namespace must match namespace: ${asked.namespace}`);
    }
    return answerFor({ ...object, metadata } as SubjectAccessReview, asked);
  },
});

function validateSubject({ spec = {} }: SubjectAccessReview): FieldError[] {
  const errors = validateAttributes(spec);
  if ((spec.user ?? '') === '' && (spec.groups ?? []).length === 0) {
    errors.push(invalid('spec.user', '', 'at least one of user or group must be specified'));
  }
  return [...errors, ...validateSelectors(spec.resourceAttributes)];
}

function answerFor(object: SubjectAccessReview, { context }: Asked): object {
  const spec = object.spec!;
  return { ...object, status: accessStatus(context.authorizer, accessAsked(userOf(spec), spec)) };
}

const userOf = ({ user = '', groups = [] }: SubjectAccessReviewSpec): User => ({ name: user, groups });
