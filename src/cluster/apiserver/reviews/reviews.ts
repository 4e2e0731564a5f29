import type { AnyReview } from './review.ts';
import { selfSubjectReview } from './self-subject-review.ts';
import { selfSubjectRulesReview } from './self-subject-rules-review.ts';
import { localSubjectAccessReview, selfSubjectAccessReview, subjectAccessReview } from './subject-access-review.ts';
import { tokenReview } from './token-review.ts';

/** Every resource that answers and stores nothing. */
export const reviews: readonly AnyReview[] = [
  selfSubjectReview,
  tokenReview,
  localSubjectAccessReview,
  selfSubjectAccessReview,
  selfSubjectRulesReview,
  subjectAccessReview,
];
