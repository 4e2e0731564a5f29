import type { KubeObject } from '../api/object.ts';
import type { AbortSignalLike, ApiResponse, Method, Query, Transport } from '../api/transport.ts';
import type { Discovered } from './discovery.ts';

/** A resource as discovery describes it. */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
}

/** What a command needs of the chosen cluster: namespace, discovery, requests. Models cmdutil.Factory. */
export interface KubectlContext {
  readonly transport: Transport;
  /** From --namespace, the kubeconfig's context, or `default`. */
  readonly namespace: string;
  /** Whether --namespace was given. */
  readonly namespaceGiven: boolean;
  /** Resolves `ds`, `daemonsets`, `DaemonSet`, `daemonsets.apps`, `daemonsets.v1.apps`. Throws as kubectl words it. */
  resource(name: string): Promise<ApiResource>;
  /** Resolves apiVersion and kind. Throws KubectlError `no matches for kind ...`. */
  resourceForKind(apiVersion: string, kind: string): Promise<ApiResource>;
  resources(): Promise<readonly ApiResource[]>;
  /** Sends a request for a resource and returns the decoded body; failures throw ApiError. */
  request(request: ResourceRequest): Promise<ApiResponse>;
  get(resource: ApiResource, namespace: string, name: string, query?: Query): Promise<KubeObject>;
  /** The items of a collection; '' means all namespaces. */
  list(resource: ApiResource, namespace: string, query?: Query): Promise<readonly KubeObject[]>;
  /** A request by path, with the same handling of failures and warnings. */
  raw(request: RawRequest): Promise<ApiResponse>;
  discovered(): Promise<Discovered>;
  /** The chosen cluster's address. */
  readonly server: string;
}

export interface RawRequest {
  readonly method: Method;
  readonly path: string;
  readonly query?: Query;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: unknown;
  /** Ends a stream early; the program's own signal when absent. */
  readonly signal?: AbortSignalLike;
}

export interface ResourceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly resource: ApiResource;
  /** Ignored for cluster-scoped resources; '' means all namespaces. */
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
  readonly query?: Query;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignalLike;
}
