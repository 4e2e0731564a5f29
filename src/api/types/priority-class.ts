import type { KubeObject } from '../object.ts';

/** Objects of scheduling/v1 as served by Kubernetes 1.33 (times are RFC 3339 strings, quantities are strings). */

export interface PriorityClass extends KubeObject {
  readonly description?: string;
  readonly globalDefault?: boolean;
  readonly preemptionPolicy?: 'Never' | 'PreemptLowerPriority';
  readonly value: number;
}
