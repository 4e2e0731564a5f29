import type { Pod } from '../../../api/types/pod.ts';
import type { HttpAnswer } from '../network/container-answer.ts';
import type { Network } from '../network/network.ts';

/** The network as the processes of one container see it. */
export interface ContainerNetwork {
  /** Addresses of a name; a text says why there are none. */
  resolve(name: string): readonly string[] | 'unknown' | 'absent';
  /** The whole name that a short one stood for. */
  fullName(name: string): string;
  get(address: string, port: number, path: string): HttpAnswer | 'refused' | 'silent' | 'api-server';
}

export function networkOf(pod: Pod, network: Network): ContainerNetwork {
  const { namespace = 'default' } = pod.metadata;
  const own = pod.spec.hostNetwork === true && pod.spec.dnsPolicy !== 'ClusterFirstWithHostNet';
  return {
    resolve(name) {
      if (name === 'localhost') return ['127.0.0.1'];
      const isAddress = /^\d+(\.\d+){3}$/.test(name);
      // Where the DNS of the machine is used, nobody knows the names of Services.
      if (!isAddress && (own || pod.spec.dnsPolicy === 'Default')) return 'unknown';
      return network.resolve(name, namespace);
    },
    fullName(name) {
      const labels = name.split('.').length;
      if (name.endsWith('.cluster.local')) return name;
      if (name.endsWith('.svc')) return `${name}.cluster.local`;
      return labels === 1 ? `${name}.${namespace}.svc.cluster.local` : `${name}.svc.cluster.local`;
    },
    get(address, port, path) {
      const local = address === '127.0.0.1';
      const to = local ? (pod.status.podIP ?? address) : address;
      const found = network.find(to, port);
      return found.kind === 'container' ? network.answer(found, path) : found.kind;
    },
  };
}
