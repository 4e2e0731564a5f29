import type { KubeObject } from '../../api/object.ts';
import type { KubectlContext } from '../context.ts';

/** The parts of a discovery.k8s.io/v1 EndpointSlice that descriptions show. */
export interface EndpointSlice extends KubeObject {
  readonly addressType: string;
  readonly endpoints?: readonly SliceEndpoint[];
  readonly ports?: readonly { readonly name?: string; readonly port?: number; readonly protocol?: string }[];
}

export interface SliceEndpoint {
  readonly addresses: readonly string[];
  readonly conditions?: { readonly ready?: boolean };
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: { readonly kind?: string; readonly name?: string };
  readonly zone?: string;
}

const ADDRESSES_SHOWN = 3;

/** The slices of a service; none when the server does not tell. */
export async function slicesOf(
  context: KubectlContext,
  namespace: string,
  service: string,
): Promise<readonly EndpointSlice[]> {
  try {
    const resource = await context.resource('endpointslices.discovery.k8s.io');
    return (await context.list(resource, namespace, {
      labelSelector: `kubernetes.io/service-name=${service}`,
    })) as readonly EndpointSlice[];
  } catch {
    return [];
  }
}

/** The ready addresses behind the port of this name, three at most. Models formatEndpointSlices. */
export function addressesText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const addresses = slices.flatMap(({ ports = [], endpoints = [] }) => {
    const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false).map((one) => one.addresses[0]!);
    if (ports.length === 0) return ready;
    return ports
      .filter(({ name = '' }) => name === portName)
      .flatMap(({ port }) => ready.map((address) => withPort(address, port ?? 0)));
  });
  const shown = addresses.slice(0, ADDRESSES_SHOWN).join(',');
  const more = addresses.length - ADDRESSES_SHOWN;
  return more > 0 ? `${shown} + ${more} more...` : shown;
}

const withPort = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
