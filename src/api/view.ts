/** Virtual milliseconds since the Unix epoch. */
type Millis = number;

/** The cluster as the grid shows it: small plain objects, sent as changes, never as whole lists. */
export interface NodeView {
  readonly name: string;
  readonly roles: readonly string[];
  readonly ready: 'True' | 'False' | 'Unknown';
  readonly cordoned: boolean;
  /** Written `key=value:Effect` or `key:Effect`. */
  readonly taints: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly allocatable: ResourceAmounts;
  /** Sum of the requests of the pods bound to the node that have not ended. */
  readonly requested: ResourceAmounts;
  readonly createdMs: Millis;
}

export interface ResourceAmounts {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly pods: number;
}

export type PodState =
  | 'pending'
  | 'starting'
  | 'running'
  | 'ready'
  | 'failing'
  | 'terminating'
  | 'succeeded'
  | 'failed';

export interface PodView {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  /** '' while the pod is not bound. */
  readonly node: string;
  readonly state: PodState;
  /** The STATUS column of kubectl: Running, CrashLoopBackOff, Terminating ... */
  readonly status: string;
  readonly ready: string;
  readonly restarts: number;
  readonly images: readonly string[];
  /** `DaemonSet/agent`; '' without a controller. */
  readonly controller: string;
  /** The last scheduling failure, for pods that are not bound. */
  readonly message: string;
  readonly createdMs: Millis;
}

/** What changed in the cluster since the last frame. The first frame of a view holds everything. */
export interface ViewFrame {
  readonly nowMs: Millis;
  readonly nodes: readonly NodeView[];
  readonly removedNodes: readonly string[];
  readonly pods: readonly PodView[];
  /** Uids. */
  readonly removedPods: readonly string[];
}
