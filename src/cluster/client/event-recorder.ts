import type { KubeObject } from '../../api/object.ts';

export interface EventRecorder {
  /**
   * Writes an Event about an object, aggregated and counted as client-go does. `fieldPath` names a container:
   * `spec.containers{agent}`.
   */
  event(about: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath?: string): void;
}
