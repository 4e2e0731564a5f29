import type { KubeObject } from './object.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A query parameter may be given several times. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

/** Header names in lower case. The impersonate- headers that may come several times have a line for each value. */
export type HttpHeaders = Readonly<Record<string, string>>;

/** Who asks. In-cluster parts use their component's user, the terminal `kubernetes-admin`. */
export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** One HTTP-shaped request to an API server, already authenticated. */
export interface ApiRequest {
  readonly method: Method;
  /** Absolute and percent-decoded, without the query: `/apis/apps/v1/namespaces/default/daemonsets/x`. */
  readonly path: string;
  readonly query: Query;
  readonly headers: HttpHeaders;
  /** A string is the raw body as on the wire (JSON or YAML by content-type); anything else is decoded JSON, which the server never changes. */
  readonly body?: unknown;
  readonly user: User;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** Decoded JSON (do not change it), text when content-type says so, or a stream (watch, followed logs). */
  readonly body: unknown;
}

/** One JSON frame of a watch. `object` is a KubeObject, a Table, a PartialObjectMetadata, or a Status for ERROR. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: unknown;
}

/** The body of a streaming answer. Nothing is delivered before `open`; calling the result of `open` ends the stream. */
export class ResponseStream<Frame = WatchEvent | string> {
  readonly open: (receive: (frame: Frame) => void, ended: () => void) => () => void;
  constructor(open: (receive: (frame: Frame) => void, ended: () => void) => () => void) {
    this.open = open;
  }
}

/** How a client reaches a server. In-process, over a message port, or over HTTP. A lost connection rejects. */
export interface Transport {
  send(request: Omit<ApiRequest, 'user'>, signal?: AbortSignalLike): Promise<ApiResponse>;
}

/** The part of AbortSignal that the engine may know of, so that it compiles without the DOM. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Models meta/v1 Status. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly status: 'Success' | 'Failure';
  readonly message?: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code: number;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

export interface ObjectList<T extends KubeObject = KubeObject> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly T[];
}
