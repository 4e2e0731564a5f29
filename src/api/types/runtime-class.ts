import type { KubeObject } from '../object.ts';
import type { Toleration } from './affinity.ts';

/** Objects of node/v1 as served by Kubernetes 1.33 (times are RFC 3339 strings, quantities are strings). */

export interface RuntimeClass extends KubeObject {
  readonly handler: string;
  readonly overhead?: { readonly podFixed?: Readonly<Record<string, string>> };
  readonly scheduling?: RuntimeClassScheduling;
}

export interface RuntimeClassScheduling {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
}
