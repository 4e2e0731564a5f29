import { configMap } from './kinds/config-map.ts';
import { controllerRevision } from './kinds/controller-revision.ts';
import { cronJob } from './kinds/cron-job.ts';
import { daemonSet } from './kinds/daemon-set.ts';
import { deployment } from './kinds/deployment.ts';
import { endpoints } from './kinds/endpoints.ts';
import { event } from './kinds/event.ts';
import { job } from './kinds/job.ts';
import { lease } from './kinds/lease.ts';
import { limitRange } from './kinds/limit-range.ts';
import { namespace } from './kinds/namespace.ts';
import { node } from './kinds/node.ts';
import { pod } from './kinds/pod.ts';
import { podDisruptionBudget } from './kinds/pod-disruption-budget.ts';
import { podTemplate } from './kinds/pod-template.ts';
import { priorityClass } from './kinds/priority-class.ts';
import { replicaSet } from './kinds/replica-set.ts';
import { replicationController } from './kinds/replication-controller.ts';
import { resourceQuota } from './kinds/resource-quota.ts';
import { secret } from './kinds/secret.ts';
import { service } from './kinds/service.ts';
import { serviceAccount } from './kinds/service-account.ts';
import { statefulSet } from './kinds/stateful-set.ts';
import type { AnyStrategy } from './strategy.ts';

/** Every kind the API server serves. */
export const strategies: readonly AnyStrategy[] = [
  configMap,
  endpoints,
  event,
  limitRange,
  namespace,
  node,
  pod,
  podTemplate,
  replicationController,
  resourceQuota,
  secret,
  serviceAccount,
  service,
  controllerRevision,
  daemonSet,
  deployment,
  replicaSet,
  statefulSet,
  cronJob,
  job,
  lease,
  podDisruptionBudget,
  priorityClass,
];
