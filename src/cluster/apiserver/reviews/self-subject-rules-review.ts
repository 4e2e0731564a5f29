import type { SelfSubjectRulesReview } from '../../../api/types/authorization.ts';
import { badRequest } from '../refusals.ts';
import { review } from './review.ts';

/** What may I? Models pkg/registry/authorization/selfsubjectrulesreview. */
export const selfSubjectRulesReview = review<SelfSubjectRulesReview>({
  resource: {
    group: 'authorization.k8s.io',
    version: 'v1',
    plural: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    namespaced: false,
  },
  answer({ apiVersion, kind, spec }, { context, user }) {
    const namespace = spec?.namespace ?? '';
    if (namespace === '') throw badRequest('no namespace on request');
    const { rules, error, incomplete } = context.authorizer.rulesFor(user, namespace);
    const resourceRules = rules
      .filter(({ resources = [] }) => resources.length > 0)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({ verbs, apiGroups, resources, resourceNames }));
    const nonResourceRules = rules
      .filter(({ nonResourceURLs = [] }) => nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs }));
    const status = { resourceRules, nonResourceRules, incomplete };
    return {
      apiVersion,
      kind,
      metadata: {},
      spec: {},
      status: error === '' ? status : { ...status, evaluationError: error },
    };
  },
});
