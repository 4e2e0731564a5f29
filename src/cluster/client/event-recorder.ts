import type { KubeObject } from '../../api/object.ts';

export interface EventRecorder {
  /**
   * Writes an Event about an object, aggregated and counted as client-go does. `fieldPath` names a container:
   * `spec.containers{agent}`; `host` is the node a kubelet speaks for (source.host and reportingInstance).
   */
  event(
    about: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
    host?: string,
  ): void;
}
