import type { User } from '../../../api/transport.ts';

/** What someone wants to do, as an authorizer judges it. Models apiserver authorizer.Attributes. */
export type AccessAttributes = ResourceAccess | PathAccess;

export interface ResourceAccess {
  readonly kind: 'resource';
  readonly user: User;
  readonly verb: string;
  /** '' for all namespaces and for what has none. */
  readonly namespace: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** '' where no single object is named. */
  readonly name: string;
  /** How a list or watch is narrowed; for kubelets only. */
  readonly fieldSelector?: string;
}

export interface PathAccess {
  readonly kind: 'path';
  readonly user: User;
  readonly verb: string;
  readonly path: string;
}
