import { ApiError } from '../../api/api-error.ts';
import type { Draft, KubeObject } from '../../api/object.ts';
import { pods } from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { ComponentContext } from '../client/component.ts';

type Context = Pick<ComponentContext, 'client' | 'events'>;

/**
 * Creates a pod for its controller and records the event. A refusal is returned. In a namespace that is going away
 * there is neither an event nor an error. Models pkg/controller/controller_utils.go RealPodControl CreatePods.
 */
export function createPod({ client, events }: Context, owner: KubeObject, draft: Draft<Pod>): Pod | Error | undefined {
  try {
    const pod = client.create(pods, owner.metadata.namespace, draft);
    events.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    return pod;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const causes = error.status.details?.causes ?? [];
    if (causes.some(({ reason }) => reason === 'NamespaceTerminating')) return undefined;
    events.event(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
    return error;
  }
}

/** Deletes a pod for its controller and records the event. Models RealPodControl DeletePod. */
export function deletePod({ client, events }: Context, owner: KubeObject, name: string): Error | undefined {
  try {
    client.delete(pods, owner.metadata.namespace, name);
    events.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 404) return undefined;
    events.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`);
    return error;
  }
}
