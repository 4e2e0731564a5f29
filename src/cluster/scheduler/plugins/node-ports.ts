import { hostPorts } from '../node-info.ts';
import type { SchedulerPlugin } from '../plugin.ts';

const EVERY_ADDRESS = '0.0.0.0';

/** Models kube-scheduler plugins/nodeports. */
export const nodePorts: SchedulerPlugin = {
  name: 'NodePorts',
  filter(pod, info) {
    for (const { ip, protocol, port } of hostPorts(pod)) {
      const taken =
        ip === EVERY_ADDRESS
          ? [...info.ports.keys()].some((key) => key.endsWith(`/${protocol}/${port}`))
          : info.ports.has(`${ip}/${protocol}/${port}`) || info.ports.has(`${EVERY_ADDRESS}/${protocol}/${port}`);
      if (taken) {
        return {
          plugin: 'NodePorts',
          reasons: ["node(s) didn't have free ports for the requested pod ports"],
          preemptable: true,
        };
      }
    }
    return undefined;
  },
};
