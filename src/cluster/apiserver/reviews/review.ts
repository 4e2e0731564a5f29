import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import type { User } from '../../../api/transport.ts';
import type { RegistryContext } from '../rest/registry-context.ts';

/** Who asks, and where. */
export interface Asked {
  readonly context: RegistryContext;
  readonly user: User;
  /** undefined when the address names none. */
  readonly namespace: string | undefined;
}

/** A resource that can only be created: what is created is a question, and the answer is not stored. */
export interface Review<T extends KubeObject = KubeObject> {
  readonly resource: Resource<T>;
  /** The object with its answer. Refusals throw ApiError. */
  answer(object: T, asked: Asked): object;
}

export type AnyReview = Review<KubeObject>;

/** Hides the object type of a review, so that all fit one list. */
export const review = <T extends KubeObject>(of: Review<T>): AnyReview => of as unknown as AnyReview;
