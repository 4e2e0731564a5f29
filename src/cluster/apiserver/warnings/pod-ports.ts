import type { Container, ContainerPort } from '../../../api/types/container.ts';

/** Ports of a pod's containers that get in each other's way. Models a part of warningsForPodSpecAndMeta. */
export function portWarnings(containers: readonly (readonly [Container, string])[]): readonly string[] {
  const warnings: string[] = [];
  const known = new Map<string, (readonly [ContainerPort, string])[]>();
  for (const [{ ports = [] }, path] of containers) {
    ports.forEach((port, i) => {
      const field = `${path}.ports[${i}]`;
      const { hostIP = '', hostPort = 0, containerPort, protocol = '', name = '' } = port;
      if (hostIP !== '' && hostPort === 0) {
        const shown = `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
        warnings.push(`${field}: hostIP set without hostPort: ${shown}`);
      }
      const key = `${containerPort}/${protocol}`;
      const others = known.get(key) ?? [];
      for (const [other, where] of others) {
        const how = conflict(port, other);
        if (how !== undefined) warnings.push(`${field}: ${how} port definition with ${where}`);
      }
      known.set(key, [...others, [port, field]]);
    });
  }
  return warnings;
}

function conflict(a: ContainerPort, b: ContainerPort): string | undefined {
  const [ipA, ipB, portA, portB] = [a.hostIP ?? '', b.hostIP ?? '', a.hostPort ?? 0, b.hostPort ?? 0];
  if (ipA === ipB && portA === portB) return 'duplicate';
  if (portA === 0 || portB === 0) return 'overlapping';
  return portA === portB && (ipA === '') !== (ipB === '') ? 'dangerously ambiguous' : undefined;
}
