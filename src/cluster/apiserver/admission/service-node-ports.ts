import { ApiError } from '../../../api/api-error.ts';
import type { ServicePort, ServiceSpec } from '../../../api/types/service.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { needsHealthCheck, needsNodePort } from '../validation/service-needs.ts';

const FIRST = 30_000;
const LAST = 32_767;

/** What other Services have, and how the next free port is drawn. */
export interface NodePortPool {
  readonly used: ReadonlySet<number>;
  /** A number from 0 up to below the limit. */
  draw(below: number): number;
}

/** Why a port that was asked for is not to be had. Models pkg/registry/core/service/portallocator Allocate. */
function refusal(port: number, used: ReadonlySet<number>): string | undefined {
  if (port < FIRST || port > LAST) {
    return `provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`;
  }
  return used.has(port) ? 'provided port is already allocated' : undefined;
}

/**
 * The spec with node ports where it needs them, or the first thing wrong. Ports with the same number, over TCP and UDP,
 * share one. Models alloc.go initNodePorts, updateNodePorts and allocHealthCheckNodePort.
 */
export function withNodePorts(
  spec: ServiceSpec,
  old: ServiceSpec | undefined,
  { used: others, draw }: NodePortPool,
): ServiceSpec | FieldError {
  const used = new Set(others);
  const next = () => {
    if (used.size > LAST - FIRST)
      throw new ApiError(
        500,
        'InternalError',
        'Internal error occurred: failed to allocate a nodePort: range is full',
        {},
      );
    let port: number;
    do port = FIRST + draw(LAST - FIRST + 1);
    while (used.has(port));
    used.add(port);
    return port;
  };
  const own = new Set((old?.ports ?? []).map(({ nodePort = 0 }) => nodePort));
  let result = spec;
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') {
    const ports = spec.ports ?? [];
    const given = new Map<number, number>();
    for (const [i, { port, nodePort = 0 }] of ports.entries()) {
      if (nodePort === 0) continue;
      const why = own.has(nodePort) || [...given.values()].includes(nodePort) ? undefined : refusal(nodePort, used);
      if (why !== undefined) return invalid(`spec.ports[${i}].nodePort`, nodePort, why);
      used.add(nodePort);
      if (!given.has(port)) given.set(port, nodePort);
    }
    const allocated = ports.map((port): ServicePort => {
      if (port.nodePort || !needsNodePort(spec)) return port;
      const shared = old === undefined ? given.get(port.port) : undefined;
      const nodePort = shared ?? next();
      given.set(port.port, nodePort);
      return { ...port, nodePort };
    });
    if (allocated.some((port, i) => port !== ports[i])) result = { ...result, ports: allocated };
  }
  if (!needsHealthCheck(result) || (old !== undefined && needsHealthCheck(old))) return result;
  const asked = result.healthCheckNodePort ?? 0;
  if (asked === 0) return { ...result, healthCheckNodePort: next() };
  const why = refusal(asked, used);
  if (why === undefined) return result;
  const message = `Internal error occurred: failed to allocate requested HealthCheck NodePort ${asked}: ${why}`;
  throw new ApiError(500, 'InternalError', message, { causes: [{ reason: '', message, field: '' }] });
}
