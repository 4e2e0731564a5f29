import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { CronJob, JobTemplateSpec } from '../../api/types/job.ts';
import { longDate } from './dates.ts';
import { describeObject, flagText } from './describe-object.ts';
import type { Describer } from './describer.ts';
import type { Description } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describePodTemplate } from './pod-template.ts';

/** Models kubectl/pkg/describe CronJobDescriber. */
export const cronJobDescriber: Describer = {
  group: 'batch',
  kind: 'CronJob',
  describe(request) {
    const { metadata, spec, status = {} } = request.info.object as unknown as CronJob;
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      out.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      out.write(0, `Schedule:\t${spec.schedule}\n`);
      out.write(0, `Concurrency Policy:\t${spec.concurrencyPolicy ?? ''}\n`);
      out.write(0, `Suspend:\t${flagText(spec.suspend)}\n`);
      out.write(0, `Successful Job History Limit:\t${spec.successfulJobsHistoryLimit ?? '<unset>'}\n`);
      out.write(0, `Failed Job History Limit:\t${spec.failedJobsHistoryLimit ?? '<unset>'}\n`);
      const deadline = spec.startingDeadlineSeconds;
      out.write(0, `Starting Deadline Seconds:\t${deadline === undefined ? '<unset>' : `${deadline}s`}\n`);
      describeJobTemplate(out, spec.jobTemplate);
      const last = status.lastScheduleTime;
      out.write(0, `Last Schedule Time:\t${last === undefined ? '<unset>' : longDate(last)}\n`);
      out.write(0, `Active Jobs:\t${(status.active ?? []).map(({ name }) => name).join(', ') || '<none>'}\n`);
    });
  },
};

/** Models describeJobTemplate. */
function describeJobTemplate(out: Description, { spec }: JobTemplateSpec): void {
  if (spec === undefined) return;
  const selector = spec.selector;
  out.write(
    0,
    `Selector:\t${selector === undefined ? '<unset>' : formatSelector(selectorFromLabelSelector(selector))}\n`,
  );
  out.write(0, `Parallelism:\t${spec.parallelism ?? '<unset>'}\n`);
  out.write(0, `Completions:\t${spec.completions ?? '<unset>'}\n`);
  if (spec.activeDeadlineSeconds !== undefined)
    out.write(0, `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s\n`);
  describePodTemplate(out, spec.template);
}
