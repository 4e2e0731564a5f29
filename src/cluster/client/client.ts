import type { DeleteOptions, Draft, KubeObject } from '../../api/object.ts';
import type { Resource } from '../../api/resources.ts';
import type { Secret, ServiceAccount } from '../../api/types/core.ts';

/** Which objects a list or an index look-up means. All given parts must hold; each is answered from an index. */
export interface ListScope {
  readonly namespace?: string;
  /** Pods bound to this node. */
  readonly node?: string;
  /** Objects with an ownerReference to this uid. */
  readonly owner?: string;
  /** Pods of this namespace that have no controller. */
  readonly orphansIn?: string;
}

export interface Change<T extends KubeObject = KubeObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: T;
  /** The object before the change; absent for ADDED. */
  readonly old?: T;
}

export type PatchType = 'json' | 'merge' | 'strategic';

/**
 * How in-cluster parts talk to the API server: synchronous, as one user, every write through the whole door
 * (defaulting, admission, validation). Refusals throw ApiError. Objects are frozen and shared.
 */
export interface Client {
  /** undefined when there is no such object. */
  get<T extends KubeObject>(resource: Resource<T>, namespace: string | undefined, name: string): T | undefined;
  /** Ordered by namespace and name. Read from an index, without copying objects. */
  list<T extends KubeObject>(resource: Resource<T>, scope?: ListScope): readonly T[];
  create<T extends KubeObject>(resource: Resource<T>, namespace: string | undefined, draft: Draft<T>): T;
  /** Full update; a resourceVersion in the metadata is a precondition (409 Conflict). */
  update<T extends KubeObject>(resource: Resource<T>, object: T): T;
  updateStatus<T extends KubeObject>(resource: Resource<T>, object: T): T;
  patch<T extends KubeObject>(
    resource: Resource<T>,
    namespace: string | undefined,
    name: string,
    type: PatchType,
    body: unknown,
    subresource?: string,
  ): T;
  /** Deleting what is gone throws ApiError 404. */
  delete(resource: Resource, namespace: string | undefined, name: string, options?: DeleteOptions): void;
  /** Models POST pods/NAME/binding. */
  bind(namespace: string, pod: string, uid: string, node: string): void;
  /** A token of a service account that lasts as long as a Secret holds it; the controller manager has the key to it. */
  signToken(account: ServiceAccount, secret: Secret): string;
  /**
   * Calls `receive` for every change of the resource, in order, one clock task after the write. Call it only while a
   * part is being built, so that a forked world wires itself the same way. There is no initial list: read `list`.
   */
  watch<T extends KubeObject>(resource: Resource<T>, receive: (change: Change<T>) => void): void;
}
