import type { Listener as NetworkListener } from '../../cluster/kubelet/network/network.ts';
import type { Hosts } from '../hosts.ts';

/** Who answers at an address and port, as seen from a machine. */
export type Listener = NetworkListener | { readonly kind: 'kubelet' };

const REFUSED: Listener = { kind: 'refused' };

/** Follows an address from a machine: the API server, services of nodes, and what the cluster's network leads to. */
export function findListener(hosts: Hosts, node: string, address: string, port: number): Listener {
  const { kubelets, services, answers } = hosts.needs;
  const local = address === '127.0.0.1' || address === 'localhost';
  const machine = local ? node : kubelets.nodeNames().find((name) => kubelets.shapeOf(name).address === address);
  if (hosts.reaches(node, `https://${address}:${port}`)) return answers() ? { kind: 'api-server' } : REFUSED;
  if (machine === undefined) {
    const found = kubelets.network.find(address, port);
    return found.kind === 'api-server' && !answers() ? REFUSED : found;
  }
  if (!kubelets.nodeNames().includes(machine)) return REFUSED;
  if (port === 10250 || (port === 10248 && local)) {
    return services.unit(machine, 'kubelet').state === 'active' ? { kind: 'kubelet' } : REFUSED;
  }
  return kubelets.network.findOnNode(machine, port);
}
