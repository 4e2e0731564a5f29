import { hint } from '../cluster-event.ts';
import type { Rejection, SchedulerPlugin } from '../plugin.ts';

const refused: Rejection = {
  plugin: 'NodeName',
  reasons: ["node(s) didn't match the requested node name"],
  preemptable: false,
};

/** Models kube-scheduler plugins/nodename. */
export const nodeName: SchedulerPlugin = {
  name: 'NodeName',
  local: true,
  hints: [hint('Node', ['Add'])],
  filter: (_, { spec }, { node }) => (!spec.nodeName || spec.nodeName === node.metadata.name ? undefined : refused),
  explain: (_, { spec }, { node }) =>
    spec.nodeName ? { looked: `metadata.name: ${node.metadata.name}`, field: 'spec.nodeName' } : undefined,
};
