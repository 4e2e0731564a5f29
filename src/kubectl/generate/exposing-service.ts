import type { ExposedPort } from '../expose/exposed-object.ts';
import type { JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { present, typeAndMetadata } from './generated.ts';

export interface ExposingServiceWish {
  readonly name: string;
  readonly labels: JsonObject;
  readonly selector: JsonObject;
  /** Port numbers as they were given, or found on the object. */
  readonly ports: readonly string[];
  /** The object's ports, to learn their protocols from. */
  readonly known: readonly ExposedPort[];
  readonly protocol: string;
  readonly targetPort: string;
  readonly externalIP: string;
  readonly type: string;
  readonly loadBalancerIP: string;
  readonly sessionAffinity: string;
  readonly clusterIP: string;
}

/** The Service that `kubectl expose` makes. Models kubectl/pkg/cmd/expose createService. */
export function generateExposingService(wish: ExposingServiceWish): JsonObject {
  if (wish.name === '') throw new KubectlError('name must be specified');
  const ports = wish.ports.flatMap((text, index) => servicePorts(text, index, wish));
  const { sessionAffinity, type } = wish;
  if (!['', 'None', 'ClientIP'].includes(sessionAffinity)) {
    throw new KubectlError(`unknown session affinity: ${sessionAffinity}`);
  }
  return {
    ...typeAndMetadata('v1', 'Service', wish.name, { labels: wish.labels }),
    spec: {
      ...present('ports', ports),
      ...present('selector', wish.selector),
      ...present('clusterIP', wish.clusterIP),
      ...present('type', type),
      ...present('externalIPs', wish.externalIP === '' ? [] : [wish.externalIP]),
      ...present('sessionAffinity', sessionAffinity),
      ...present('loadBalancerIP', type === 'LoadBalancer' ? wish.loadBalancerIP : ''),
    },
    status: { loadBalancer: {} },
  };
}

/** One port of the service for a port of the object, or one for each protocol it is used with. */
function servicePorts(text: string, index: number, wish: ExposingServiceWish): readonly JsonObject[] {
  if (!/^[+-]?\d+$/.test(text)) throw new KubectlError(`strconv.Atoi: parsing "${text}": invalid syntax`);
  const port = Number(text);
  const targetPort = wish.targetPort === '' ? port : parsedPort(wish.targetPort);
  const name = wish.ports.length > 1 ? `port-${index + 1}` : '';
  const entry = (portName: string, protocol: string): JsonObject => ({
    ...present('name', portName),
    protocol,
    port,
    targetPort,
  });
  if (wish.protocol !== '') return [entry(name, wish.protocol)];
  const protocols = wish.known.find((one) => one.port === text)?.protocols ?? ['TCP'];
  return protocols.length === 1
    ? [entry(name, protocols[0]!)]
    : protocols.map((protocol) => entry(`port-${index + 1}-${protocol.toLowerCase()}`, protocol));
}

/** A number, or the name of a port. Models intstr.Parse. */
const parsedPort = (text: string): number | string => (/^[+-]?\d+$/.test(text) ? Number(text) : text);
