import type { SchedulerPlugin } from '../plugin.ts';

/** Models kube-scheduler plugins/nodename. */
export const nodeName: SchedulerPlugin = {
  name: 'NodeName',
  filter(pod, { node }) {
    if (!pod.spec.nodeName || pod.spec.nodeName === node.metadata.name) return undefined;
    return { plugin: 'NodeName', reasons: ["node(s) didn't match the requested node name"], preemptable: false };
  },
};
