import { formatLabels, formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { DaemonSet } from '../../api/types/daemon-set.ts';
import { describeEvents, searchEvents } from './describe-events.ts';
import type { Describer } from './describer.ts';
import { describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describePodTemplate } from './pod-template.ts';
import { podsStatusText } from './pods-status.ts';

/** Models kubectl/pkg/describe DaemonSetDescriber. */
export const daemonSetDescriber: Describer = {
  group: 'apps',
  kind: 'DaemonSet',
  async describe({ info, context, now, showEvents }) {
    const set = info.object as unknown as DaemonSet;
    const { name, namespace = '', uid } = set.metadata;
    const selector = formatSelector(selectorFromLabelSelector(set.spec.selector));
    const pods = await podsStatusText(context, namespace, selector, uid);
    const events = showEvents ? await searchEvents(context, { name, namespace, kind: 'DaemonSet', uid }) : undefined;
    const status = set.status;
    return describeText((out) => {
      out.write(0, `Name:\t${name}\n`);
      out.write(0, `Namespace:\t${namespace}\n`);
      out.write(0, `Selector:\t${selector}\n`);
      out.write(0, `Node-Selector:\t${formatLabels(set.spec.template.spec?.nodeSelector) || '<none>'}\n`);
      describeLabels(out, 'Labels', set.metadata.labels);
      describeAnnotations(out, 'Annotations', set.metadata.annotations);
      out.write(0, `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled ?? 0}\n`);
      out.write(0, `Current Number of Nodes Scheduled: ${status.currentNumberScheduled ?? 0}\n`);
      out.write(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}\n`);
      out.write(0, `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}\n`);
      out.write(0, `Number of Nodes Misscheduled: ${status.numberMisscheduled ?? 0}\n`);
      out.write(0, `Pods Status:\t${pods}\n`);
      describePodTemplate(out, set.spec.template);
      describeEvents(out, events, now);
    });
  },
};
