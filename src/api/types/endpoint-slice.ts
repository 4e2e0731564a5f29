import type { KubeObject } from '../object.ts';
import type { ObjectReference } from './core.ts';

/** Objects of discovery/v1 as served by Kubernetes 1.33 (times are RFC 3339 strings, quantities are strings). */

export interface EndpointSlice extends KubeObject {
  readonly addressType: 'FQDN' | 'IPv4' | 'IPv6';
  /** Go writes null where there is none. */
  readonly endpoints: readonly SliceEndpoint[] | null;
  readonly ports?: readonly SlicePort[] | null;
}

/** Called Endpoint in discovery/v1. */
export interface SliceEndpoint {
  readonly addresses: readonly string[];
  readonly conditions?: SliceEndpointConditions;
  readonly deprecatedTopology?: Readonly<Record<string, string>>;
  readonly hints?: SliceEndpointHints;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: ObjectReference;
  readonly zone?: string;
}

export interface SliceEndpointConditions {
  readonly ready?: boolean;
  readonly serving?: boolean;
  readonly terminating?: boolean;
}

export interface SliceEndpointHints {
  readonly forNodes?: readonly { readonly name: string }[];
  readonly forZones?: readonly { readonly name: string }[];
}

/** Called EndpointPort in discovery/v1. */
export interface SlicePort {
  readonly appProtocol?: string;
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: 'SCTP' | 'TCP' | 'UDP';
}
