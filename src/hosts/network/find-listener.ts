import { endpointSlices, pods, services } from '../../api/resources.ts';
import type { Container } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Service, ServicePort } from '../../api/types/service.ts';
import { findImage } from '../../cluster/kubelet/image-registry.ts';
import { containersOf } from '../../cluster/kubelet/pod-containers.ts';
import { type Process, processOf } from '../../cluster/kubelet/process.ts';
import type { Hosts } from '../hosts.ts';

/** Who answers at an address and port, as seen from a machine. */
export type Listener =
  | { readonly kind: 'api-server' }
  | { readonly kind: 'kubelet' }
  | { readonly kind: 'container'; readonly pod: Pod; readonly container: Container; readonly process: Process }
  /** Someone is there and takes no connection. */
  | { readonly kind: 'refused' }
  /** Nobody answers at all. */
  | { readonly kind: 'silent' };

const REFUSED: Listener = { kind: 'refused' };

/** Follows an address to a container: pods, Services with their ready endpoints, ports of nodes. */
export function findListener(hosts: Hosts, node: string, address: string, port: number): Listener {
  const { client, kubelets } = hosts.needs;
  const local = address === '127.0.0.1' || address === 'localhost';
  const machine = local ? node : kubelets.nodeNames().find((name) => kubelets.shapeOf(name).address === address);
  if (hosts.reaches(node, `https://${address}:${port}`))
    return hosts.needs.answers() ? { kind: 'api-server' } : REFUSED;
  if (machine !== undefined) return onMachine(hosts, machine, address, port, local);
  const service = client.list(services).find(({ spec }) => spec.clusterIP === address);
  if (service !== undefined) {
    const found = service.spec.ports?.find((each) => each.port === port);
    if (found === undefined) return { kind: 'silent' };
    if (service.metadata.name === 'kubernetes' && service.metadata.namespace === 'default')
      return hosts.needs.answers() ? { kind: 'api-server' } : REFUSED;
    return behindService(hosts, service, found);
  }
  const pod = client.list(pods).find(({ status, spec }) => status.podIP === address && !spec.hostNetwork);
  return pod === undefined ? { kind: 'silent' } : inPod(hosts, pod, port);
}

function onMachine(hosts: Hosts, machine: string, address: string, port: number, local: boolean): Listener {
  const { client, kubelets, services: units } = hosts.needs;
  if (kubelets.nodeNames().includes(machine)) {
    const isKubelet = port === 10250 || (port === 10248 && local);
    if (isKubelet) return units.unit(machine, 'kubelet').state === 'active' ? { kind: 'kubelet' } : REFUSED;
  }
  for (const service of client.list(services)) {
    const found = service.spec.ports?.find(({ nodePort }) => nodePort === port);
    if (found !== undefined && !(local && address === '127.0.0.1')) return behindService(hosts, service, found);
    if (found !== undefined) return behindService(hosts, service, found);
  }
  for (const pod of client.list(pods, { node: machine })) {
    const listener = pod.spec.hostNetwork ? inPod(hosts, pod, port) : hostPortOf(hosts, pod, port);
    if (listener.kind === 'container') return listener;
  }
  return REFUSED;
}

function hostPortOf(hosts: Hosts, pod: Pod, port: number): Listener {
  const found = pod.spec.containers.flatMap(({ ports = [] }) => ports).find(({ hostPort }) => hostPort === port);
  return found === undefined ? REFUSED : inPod(hosts, pod, found.containerPort);
}

/** One of the ready endpoints by chance, as kube-proxy chooses; without any, the connection is refused. */
function behindService(hosts: Hosts, service: Service, { name, port }: ServicePort): Listener {
  const { client, shell } = hosts.needs;
  const { namespace, name: serviceName } = service.metadata;
  const targets = client
    .list(endpointSlices, { namespace: namespace! })
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === serviceName)
    .flatMap(({ endpoints, ports }) => {
      const target = ports?.find((each) => (each.name ?? '') === (name ?? ''))?.port ?? port;
      return (endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready !== false)
        .map((endpoint) => ({ endpoint, target }));
    });
  if (targets.length === 0) return REFUSED;
  const { endpoint, target } = targets[shell.random.int(targets.length)]!;
  const pod = client.get(pods, namespace, endpoint.targetRef?.name ?? '');
  return pod === undefined ? { kind: 'silent' } : inPod(hosts, pod, target);
}

function inPod(hosts: Hosts, pod: Pod, port: number): Listener {
  const { kubelets, world } = hosts.needs;
  const node = pod.spec.nodeName ?? '';
  if (!kubelets.nodeNames().includes(node)) return { kind: 'silent' };
  const known = kubelets
    .podsOn(node)
    .find(({ record }) => record.name === pod.metadata.name && record.namespace === pod.metadata.namespace);
  for (const [index, container] of containersOf(pod.spec).entries()) {
    const record = known?.record.containers[index];
    const answer = findImage(container.image ?? '');
    if (record?.phase !== 'running' || answer.kind !== 'found') continue;
    const process = processOf(answer.known, container, pod.spec.hostNetwork === true);
    const listens = world.clock.now() - record.startedAt >= process.listensAfterMs;
    if (listens && process.ports.includes(port)) return { kind: 'container', pod, container, process };
  }
  return REFUSED;
}
