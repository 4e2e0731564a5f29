import type { Draft } from '../../../api/object.ts';
import type { Container } from '../../../api/types/container.ts';
import type { Job } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { controllerRef } from '../controller-ref.ts';
import { failureAnnotations } from './index-failures.ts';
import { COMPLETION_INDEX } from './job-indexes.ts';
import { TRACKING_FINALIZER } from './job-pods.ts';

const LONGEST_PREFIX = 58;
const INDEX_VARIABLE = 'JOB_COMPLETION_INDEX';

/** A pod of the Job, for one index where it is indexed. Models what manageJob makes of the template. */
export function jobPodDraft(job: Job, index: number | undefined, replaced: Pod | undefined): Draft<Pod> {
  const { metadata, spec = { containers: [] } } = job.spec.template;
  const finalizers = (metadata?.finalizers ?? []).filter((finalizer) => finalizer !== TRACKING_FINALIZER);
  const common = { finalizers: [...finalizers, TRACKING_FINALIZER], ownerReferences: [controllerRef(job)] };
  if (index === undefined) {
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        generateName: `${job.metadata.name}-`,
        ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
        ...(metadata?.annotations === undefined ? {} : { annotations: metadata.annotations }),
        ...common,
      },
      spec,
    };
  }
  const suffix = `-${index}-`;
  const perIndex = job.spec.backoffLimitPerIndex !== undefined;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: job.metadata.name.slice(0, LONGEST_PREFIX - suffix.length) + suffix,
      labels: { ...metadata?.labels, [COMPLETION_INDEX]: String(index) },
      annotations: {
        ...metadata?.annotations,
        [COMPLETION_INDEX]: String(index),
        ...(perIndex ? failureAnnotations(job, replaced) : {}),
      },
      ...common,
    },
    spec: {
      ...spec,
      hostname: `${job.metadata.name}-${index}`,
      containers: spec.containers.map(withIndexVariable),
      ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(withIndexVariable) }),
    },
  };
}

/** Models addCompletionIndexEnvVariable. */
function withIndexVariable<T extends Pick<Container, 'env'>>(container: T): T {
  if (container.env?.some(({ name }) => name === INDEX_VARIABLE)) return container;
  const valueFrom = { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${COMPLETION_INDEX}']` } };
  return { ...container, env: [...(container.env ?? []), { name: INDEX_VARIABLE, valueFrom }] };
}
