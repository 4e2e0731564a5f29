import type { TokenReview } from '../../../api/types/authentication.ts';
import { badRequest } from '../refusals.ts';
import { review } from './review.ts';
import { userInfo } from './self-subject-review.ts';

/** Whose token is it? Models pkg/registry/authentication/tokenreview. */
export const tokenReview = review<TokenReview>({
  resource: {
    group: 'authentication.k8s.io',
    version: 'v1',
    plural: 'tokenreviews',
    kind: 'TokenReview',
    namespaced: false,
  },
  answer(object, { context }) {
    const { token = '', audiences = [] } = object.spec ?? {};
    if (token === '') throw badRequest('token is required for TokenReview in authentication');
    const owner = context.authenticator.authenticate(token, audiences.length === 0 ? undefined : audiences);
    if ('error' in owner) return { ...object, status: { user: {}, error: owner.error } };
    const status = { authenticated: true, user: userInfo(owner.user), audiences: owner.audiences };
    return { ...object, status };
  },
});
