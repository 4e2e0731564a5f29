import { endpointSlices, pods, services } from '../../../api/resources.ts';
import type { Container } from '../../../api/types/container.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Service, ServicePort } from '../../../api/types/service.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { Client } from '../../client/client.ts';
import { findImage } from '../image-registry.ts';
import { containersOf } from '../pod-containers.ts';
import type { PodRecord } from '../pod-record.ts';
import { type Process, processOf } from '../process.ts';
import { containerAnswer, type HttpAnswer } from './container-answer.ts';

/** Who answers at an address and port. */
export type Listener =
  | { readonly kind: 'container'; readonly pod: Pod; readonly container: Container; readonly process: Process }
  /** The API server, by the address of its Service. */
  | { readonly kind: 'api-server' }
  /** Someone is there and takes no connection. */
  | { readonly kind: 'refused' }
  /** Nobody answers at all. */
  | { readonly kind: 'silent' };

/** What the network of a cluster follows from. */
export interface NetworkParts {
  readonly client: Client;
  now(): Millis;
  /** A whole number below `count`, as kube-proxy chooses among endpoints. */
  pick(count: number): number;
  /** What the kubelet of its node knows of a pod; undefined: nothing. */
  recordOf(pod: Pod): PodRecord | undefined;
  readFile(pod: Pod, container: string, path: string): string | undefined;
}

/** The network of a cluster, as pods and nodes see it. There are no network policies: flannel knows none. */
export interface Network {
  /** Follows the address of a pod or a Service. */
  find(address: string, port: number): Listener;
  /** Who answers at a port of a node; `local` when it was asked from there by a local address. */
  findOnNode(node: string, port: number): Listener;
  answer(listener: Extract<Listener, { kind: 'container' }>, path: string): HttpAnswer;
  /** The addresses of a name, as CoreDNS gives them to a pod of this namespace. `absent`: there is no DNS. */
  resolve(name: string, namespace: string): readonly string[] | 'unknown' | 'absent';
}

const REFUSED: Listener = { kind: 'refused' };
const DOMAIN = 'cluster.local';

export function createNetwork(parts: NetworkParts): Network {
  const { client } = parts;

  function inPod(pod: Pod, port: number): Listener {
    const record = parts.recordOf(pod);
    if (record === undefined) return { kind: 'silent' };
    for (const [index, container] of containersOf(pod.spec).entries()) {
      const state = record.containers[index];
      const answer = findImage(container.image ?? '');
      if (state?.phase !== 'running' || answer.kind !== 'found') continue;
      const process = processOf(answer.known, container, pod.spec.hostNetwork === true);
      const listens = parts.now() - state.startedAt >= process.listensAfterMs;
      if (listens && process.ports.includes(port)) return { kind: 'container', pod, container, process };
    }
    return REFUSED;
  }

  function readyEndpoints({ metadata }: Service) {
    return client
      .list(endpointSlices, { namespace: metadata.namespace! })
      .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name)
      .flatMap(({ endpoints, ports }) =>
        (endpoints ?? [])
          .filter(({ conditions }) => conditions?.ready !== false)
          .map((endpoint) => ({ endpoint, ports })),
      );
  }

  /** One of the ready endpoints by chance; without any, the connection is refused. */
  function behindService(service: Service, { name = '', port }: ServicePort): Listener {
    const targets = readyEndpoints(service);
    if (targets.length === 0) return REFUSED;
    const { endpoint, ports } = targets[parts.pick(targets.length)]!;
    const target = ports?.find((each) => (each.name ?? '') === name)?.port ?? port;
    const pod = client.get(pods, service.metadata.namespace, endpoint.targetRef?.name ?? '');
    return pod === undefined ? { kind: 'silent' } : inPod(pod, target);
  }

  function serviceOf(name: string, namespace: string): readonly string[] | undefined {
    const service = client.get(services, namespace, name);
    if (service === undefined) return undefined;
    const { clusterIP } = service.spec;
    if (clusterIP !== undefined && clusterIP !== '' && clusterIP !== 'None') return [clusterIP];
    return readyEndpoints(service).flatMap(({ endpoint }) => endpoint.addresses);
  }

  return {
    find(address, port) {
      const service = client.list(services).find(({ spec }) => spec.clusterIP === address);
      if (service !== undefined) {
        const found = service.spec.ports?.find((each) => each.port === port);
        if (found === undefined) return { kind: 'silent' };
        const { name, namespace } = service.metadata;
        return name === 'kubernetes' && namespace === 'default'
          ? { kind: 'api-server' }
          : behindService(service, found);
      }
      const pod = client.list(pods).find(({ status, spec }) => status.podIP === address && !spec.hostNetwork);
      return pod === undefined ? { kind: 'silent' } : inPod(pod, port);
    },
    findOnNode(node, port) {
      for (const service of client.list(services)) {
        const found = service.spec.ports?.find(({ nodePort }) => nodePort === port);
        if (found !== undefined) return behindService(service, found);
      }
      for (const pod of client.list(pods, { node })) {
        const mapped = pod.spec.containers.flatMap(({ ports = [] }) => ports).find(({ hostPort }) => hostPort === port);
        const target = pod.spec.hostNetwork ? port : mapped?.containerPort;
        const listener = target === undefined ? REFUSED : inPod(pod, target);
        if (listener.kind === 'container') return listener;
      }
      return REFUSED;
    },
    answer: ({ pod, container, process }, path) =>
      containerAnswer(pod, container, process, path, (file) => parts.readFile(pod, container.name, file)),
    resolve(name, namespace) {
      if (/^\d+(\.\d+){3}$/.test(name)) return [name];
      const dns = client.get(services, 'kube-system', 'kube-dns');
      if (dns === undefined || readyEndpoints(dns).length === 0) return 'absent';
      const labels = name.replace(/\.$/, '').split('.');
      const rest = labels.join('.').endsWith(`.svc.${DOMAIN}`)
        ? labels.slice(0, -3)
        : labels.at(-1) === 'svc'
          ? labels.slice(0, -1)
          : labels;
      if (rest.length === 1 && rest === labels) return serviceOf(rest[0]!, namespace) ?? 'unknown';
      if (rest.length === 2) return serviceOf(rest[0]!, rest[1]!) ?? 'unknown';
      // A pod of a headless Service by its hostname.
      const [hostname = '', service = '', other = namespace] = rest;
      const headless = rest.length === 3 ? client.get(services, other, service) : undefined;
      if (headless === undefined) return 'unknown';
      const found = readyEndpoints(headless).filter(({ endpoint }) => endpoint.hostname === hostname);
      return found.length === 0 ? 'unknown' : found.flatMap(({ endpoint }) => endpoint.addresses);
    },
  };
}
