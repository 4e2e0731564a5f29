import type { HostUser } from './host-user.ts';
import type { Hosts } from './hosts.ts';

/** Where a program runs, and as whom. */
export interface HostContext {
  readonly hosts: Hosts;
  readonly node: string;
  readonly user: HostUser;
}

/** Whether the machine is one with a kubelet. */
export const isMachine = ({ hosts, node }: HostContext): boolean => hosts.needs.kubelets.nodeNames().includes(node);
