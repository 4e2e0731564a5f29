import { formatTime } from '../../../api/time.ts';
import type { User } from '../../../api/transport.ts';
import { review } from './review.ts';

/** Who am I? Models pkg/registry/authentication/selfsubjectreview. */
export const selfSubjectReview = review({
  resource: {
    group: 'authentication.k8s.io',
    version: 'v1',
    plural: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    namespaced: false,
  },
  answer: ({ apiVersion, kind }, { context, user }) => ({
    apiVersion,
    kind,
    metadata: { creationTimestamp: formatTime(context.world.clock.now()) },
    status: { userInfo: userInfo(user) },
  }),
});

/** A user as the API shows one. */
export const userInfo = ({ name, uid, groups, extra }: User) => ({
  username: name,
  ...(uid === undefined || uid === '' ? {} : { uid }),
  ...(groups.length === 0 ? {} : { groups }),
  ...(extra === undefined || Object.keys(extra).length === 0 ? {} : { extra }),
});
