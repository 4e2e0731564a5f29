import type { KubeObject } from '../object.ts';

/** Objects of coordination/v1 as served by Kubernetes 1.33 (times are RFC 3339 strings, quantities are strings). */

export interface Lease extends KubeObject {
  readonly spec: LeaseSpec;
}

export interface LeaseSpec {
  readonly acquireTime?: string;
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly leaseTransitions?: number;
  readonly preferredHolder?: string;
  readonly renewTime?: string;
  readonly strategy?: string;
}
