import { isValidPortName, isValidPortNum } from '../../api/names.ts';
import type { JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { present, typeAndMetadata } from './generated.ts';

export interface ServiceWish {
  readonly name: string;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  readonly tcp: readonly string[];
  readonly clusterIP: string;
  readonly nodePort: number;
  readonly externalName: string;
}

/** Models kubectl/pkg/cmd/create/create_service.go createService. */
export function generateService(wish: ServiceWish): JsonObject {
  const ports = wish.tcp.map((text) => ({
    name: text.replaceAll(':', '-'),
    protocol: 'TCP',
    ...parsePorts(text),
    ...present('nodePort', wish.nodePort),
  }));
  return {
    ...typeAndMetadata('v1', 'Service', wish.name, { labels: { app: wish.name } }),
    spec: {
      ...present('ports', ports),
      selector: { app: wish.name },
      ...present('clusterIP', wish.clusterIP),
      type: wish.type,
      ...present('externalName', wish.externalName),
    },
    status: { loadBalancer: {} },
  };
}

/** `80`, `80:8080` or `80:http`. */
function parsePorts(text: string): { readonly port: number; readonly targetPort: number | string } {
  const [first = '', second] = text.split(':');
  if (!/^\+?\d+$/.test(first)) {
    throw new KubectlError(`strconv.ParseUint: parsing "${first}": invalid syntax`);
  }
  const port = Number(first);
  if (port > 65535) throw new KubectlError(`strconv.ParseUint: parsing "${first}": value out of range`);
  if (second === undefined) return { port, targetPort: port };
  if (/^[+-]?\d+$/.test(second)) {
    const wrong = isValidPortNum(Number(second));
    if (wrong.length > 0) throw new KubectlError(wrong.join(','));
    return { port, targetPort: Number(second) };
  }
  const wrong = isValidPortName(second);
  if (wrong.length > 0) throw new KubectlError(wrong.join(','));
  return { port, targetPort: second };
}
