import type { KubeObject, LabelSelectorRequirement } from '../object.ts';

/** Objects of authorization.k8s.io/v1 as served by Kubernetes 1.33: questions, never stored. */

export interface SelectorAttributes {
  readonly rawSelector?: string;
  readonly requirements?: readonly LabelSelectorRequirement[];
}

export interface ResourceAttributes {
  readonly namespace?: string;
  readonly verb?: string;
  readonly group?: string;
  readonly version?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly fieldSelector?: SelectorAttributes;
  readonly labelSelector?: SelectorAttributes;
}

export interface NonResourceAttributes {
  readonly path?: string;
  readonly verb?: string;
}

/** Without the user, what a SelfSubjectAccessReview asks. */
export interface SubjectAccessReviewSpec {
  readonly resourceAttributes?: ResourceAttributes;
  readonly nonResourceAttributes?: NonResourceAttributes;
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  readonly uid?: string;
}

export interface SubjectAccessReview extends KubeObject {
  readonly spec?: SubjectAccessReviewSpec;
}

export interface SelfSubjectRulesReview extends KubeObject {
  readonly spec?: { readonly namespace?: string };
}
