import type { Millis } from '../../sim/clock.ts';
import type { KubectlContext } from '../context.ts';
import type { ResourceInfo } from '../resource-info.ts';

/** What a describer may ask for besides the object itself. */
export interface DescribeRequest {
  readonly info: ResourceInfo;
  readonly context: KubectlContext;
  readonly now: Millis;
  readonly showEvents: boolean;
}

/** How `kubectl describe` shows one kind. */
export interface Describer {
  readonly group: string;
  readonly kind: string;
  describe(request: DescribeRequest): Promise<string>;
}
