import { humanDuration } from '../../api/duration.ts';
import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import { parseTime } from '../../api/time.ts';
import type { Job } from '../../api/types/job.ts';
import { longDate } from './dates.ts';
import { controllerText, describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describePodTemplate } from './pod-template.ts';

/** So many characters of the list of indexes are shown, and the index that is cut by it. */
const INDEXES_SHOWN = 50;

/** Models kubectl/pkg/describe JobDescriber. */
export const jobDescriber: Describer = {
  group: 'batch',
  kind: 'Job',
  describe(request) {
    const job = request.info.object as unknown as Job;
    const { metadata, spec, status = {} } = job;
    return describeObject(request, (out) => {
      const line = (title: string, value: string | number | undefined) => {
        if (value !== undefined) out.write(0, `${title}:\t${value}\n`);
      };
      line('Name', metadata.name);
      line('Namespace', metadata.namespace ?? '');
      line('Selector', formatSelector(selectorFromLabelSelector(spec.selector)));
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      line('Controlled By', controllerText(job) || undefined);
      line('Parallelism', spec.parallelism);
      line('Completions', spec.completions ?? '<unset>');
      line('Completion Mode', spec.completionMode);
      line('Suspend', spec.suspend === undefined ? undefined : String(spec.suspend));
      line('Backoff Limit', spec.backoffLimit);
      line('TTL Seconds After Finished', spec.ttlSecondsAfterFinished);
      const { startTime, completionTime, active = 0, ready, succeeded = 0, failed = 0 } = status;
      if (startTime !== undefined) line('Start Time', longDate(startTime));
      if (completionTime !== undefined) line('Completed At', longDate(completionTime));
      const [from, until] = [parseTime(startTime), parseTime(completionTime)];
      if (from !== undefined && until !== undefined) line('Duration', humanDuration(until - from));
      if (spec.activeDeadlineSeconds !== undefined) line('Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`);
      const readyText = ready === undefined ? '' : ` (${ready} Ready)`;
      line('Pods Statuses', `${active} Active${readyText} / ${succeeded} Succeeded / ${failed} Failed`);
      if (spec.completionMode === 'Indexed') line('Completed Indexes', indexesText(status.completedIndexes ?? ''));
      describePodTemplate(out, spec.template);
    });
  },
};

/** Models capIndexesListOrNone. */
function indexesText(indexes: string): string {
  if (indexes === '') return '<none>';
  const cut = indexes.indexOf(',', INDEXES_SHOWN);
  return cut < 0 ? indexes : `${indexes.slice(0, cut + 1)}...`;
}
