import type { Container, ResourceRequirements } from '../../../api/types/container.ts';
import type { PodSpec } from '../../../api/types/pod.ts';
import { defaultPodSpec } from './pod-spec.ts';
import { mapField, mapItems, withDefaults } from './with-defaults.ts';

/** The defaults that pods have and pod templates have not. Models pkg/apis/core/v1 SetDefaults_Pod. */
export function defaultSpecOfPod(spec: PodSpec): PodSpec {
  const filled = withDefaults(defaultPodSpec(spec), { enableServiceLinks: true });
  const change = (container: Container): Container => {
    const requesting = mapField(container, 'resources', defaultRequests);
    return spec.hostNetwork === true ? onHostPorts(requesting) : requesting;
  };
  const changed = mapField(filled, 'containers', (all) => mapItems(all, change));
  return mapField(changed, 'initContainers', (all) => mapItems(all, change));
}

/** A limit without a request is a request too. */
function defaultRequests(resources: ResourceRequirements): ResourceRequirements {
  const { limits, requests } = resources;
  if (limits === undefined) return resources;
  const missing = Object.entries(limits).filter(([name]) => requests?.[name] === undefined);
  return missing.length === 0 ? resources : { ...resources, requests: { ...requests, ...Object.fromEntries(missing) } };
}

/** On the host's network a port is the host's. Models defaultHostNetworkPorts. */
function onHostPorts(container: Container): Container {
  return mapField(container, 'ports', (ports) =>
    mapItems(ports, (port) => (port.hostPort ? port : { ...port, hostPort: port.containerPort })),
  );
}
