import type { KubeObject } from '../../api/object.ts';
import type { DaemonSet } from '../../api/types/daemon-set.ts';
import type { Deployment } from '../../api/types/deployment.ts';
import type { StatefulSet } from '../../api/types/stateful-set.ts';
import { daemonSetStatus } from './daemon-set-status.ts';
import { deploymentStatus } from './deployment-status.ts';
import { statefulSetStatus } from './stateful-set-status.ts';
import type { StatusView } from './status-view.ts';

const viewers: Readonly<Record<string, (object: KubeObject, revision: number) => StatusView>> = {
  'Deployment.apps': (object, revision) => deploymentStatus(object as Deployment, revision),
  'DaemonSet.apps': (object) => daemonSetStatus(object as DaemonSet),
  'StatefulSet.apps': (object) => statefulSetStatus(object as StatefulSet),
};

/** The viewer for a kind written `Kind.group`; undefined when `rollout status` does not know it. */
export function statusViewerFor(
  kindAndGroup: string,
): ((object: KubeObject, revision: number) => StatusView) | undefined {
  return Object.hasOwn(viewers, kindAndGroup) ? viewers[kindAndGroup] : undefined;
}
