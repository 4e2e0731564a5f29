import type { KubeObject } from '../object.ts';

/** What `kubectl get componentstatuses` lists; never stored. */
export interface ComponentStatus extends KubeObject {
  readonly conditions?: readonly ComponentCondition[];
}

export interface ComponentCondition {
  readonly error?: string;
  readonly message?: string;
  readonly status: string;
  readonly type: string;
}
