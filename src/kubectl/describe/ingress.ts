import type { KubeObject } from '../../api/object.ts';
import type { Service } from '../../api/types/service.ts';
import type { KubectlContext } from '../context.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import { addressesText, slicesOf } from './endpoint-slices.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

interface Backend {
  readonly service?: { readonly name: string; readonly port?: { readonly name?: string; readonly number?: number } };
  readonly resource?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
}

interface Ingress extends KubeObject {
  readonly spec: {
    readonly ingressClassName?: string;
    readonly defaultBackend?: Backend;
    readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
    readonly rules?: readonly {
      readonly host?: string;
      readonly http?: { readonly paths: readonly { readonly path?: string; readonly backend: Backend }[] };
    }[];
  };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { ip?: string; hostname?: string }[] } };
}

/** Models kubectl/pkg/describe IngressDescriber. */
export const ingressDescriber: Describer = {
  group: 'networking.k8s.io',
  kind: 'Ingress',
  async describe(request) {
    const { metadata, spec, status } = request.info.object as unknown as Ingress;
    const namespace = metadata.namespace ?? '';
    const backends = new Map<Backend, string>();
    const paths = (spec.rules ?? []).flatMap(({ http }) => http?.paths.map(({ backend }) => backend) ?? []);
    for (const backend of spec.defaultBackend === undefined ? paths : [spec.defaultBackend, ...paths])
      backends.set(backend, await backendText(request.context, namespace, backend));
    const otherwise = spec.defaultBackend === undefined ? '<default>' : backends.get(spec.defaultBackend)!;
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      out.write(0, `Namespace:\t${namespace}\n`);
      const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
      out.write(0, `Address:\t${[...new Set(addresses.filter(Boolean))].sort().join(',')}\n`);
      out.write(0, `Ingress Class:\t${spec.ingressClassName ?? '<none>'}\n`);
      out.write(0, `Default backend:\t${otherwise}\n`);
      if (spec.tls?.length) out.write(0, 'TLS:\n');
      for (const { hosts = [], secretName } of spec.tls ?? [])
        out.write(1, secretName ? `${secretName} terminates ${hosts.join(',')}\n` : `SNI routes ${hosts.join(',')}\n`);
      out.write(0, 'Rules:\n  Host\tPath\tBackends\n');
      out.write(1, '----\t----\t--------\n');
      const rules = (spec.rules ?? []).filter(({ http }) => http !== undefined);
      for (const { host, http } of rules) {
        out.write(1, `${host || '*'}\t\n`);
        for (const { path = '', backend } of http!.paths) out.write(2, `\t${path} \t${backends.get(backend)}\n`);
      }
      if (rules.length === 0) out.write(1, `*\t*\t${otherwise}\n`);
      describeAnnotations(out, 'Annotations', metadata.annotations);
    });
  },
};

/** Models describeBackendV1. */
async function backendText(context: KubectlContext, namespace: string, backend: Backend): Promise<string> {
  const { service, resource } = backend;
  if (service !== undefined) {
    const target = `${service.name}:${service.port?.number || service.port?.name || ''}`;
    try {
      const found = (await context.get(await context.resource('services'), namespace, service.name)) as Service;
      const port = found.spec.ports?.find(({ port, name }) =>
        service.port?.number ? port === service.port.number : name !== undefined && name === service.port?.name,
      );
      const slices = await slicesOf(context, namespace, service.name);
      return `${target} (${addressesText(slices, port?.name ?? '')})`;
    } catch (error) {
      return `${target} (<error: ${error instanceof Error ? error.message : String(error)}>)`;
    }
  }
  if (resource === undefined) return '';
  return `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}`;
}
