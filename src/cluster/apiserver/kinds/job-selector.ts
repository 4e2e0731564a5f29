import type { Job } from '../../../api/types/job.ts';

/** The labels that only a Job's own pods have, under their names with and without the prefix of the group. */
export function generatedJobLabels({ metadata }: Job): Readonly<Record<string, string>> {
  return {
    'job-name': metadata.name,
    'batch.kubernetes.io/job-name': metadata.name,
    'controller-uid': metadata.uid ?? '',
    'batch.kubernetes.io/controller-uid': metadata.uid ?? '',
  };
}

/** Models pkg/registry/batch/job strategy.go generateSelector: labels that the client gave are kept, and refused later. */
export function withGeneratedSelector(job: Job): Job {
  const { spec } = job;
  if (spec.manualSelector === true) return job;
  const { template, selector } = spec;
  const uid = job.metadata.uid ?? '';
  return {
    ...job,
    spec: {
      ...spec,
      selector: {
        ...selector,
        matchLabels: { 'batch.kubernetes.io/controller-uid': uid, ...selector?.matchLabels },
      },
      template: {
        ...template,
        metadata: {
          ...template.metadata,
          labels: { ...generatedJobLabels(job), ...template.metadata?.labels },
        } as NonNullable<typeof template.metadata>,
      },
    },
  };
}
