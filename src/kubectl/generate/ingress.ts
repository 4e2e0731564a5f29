import type { JsonObject } from '../json.ts';
import { present, typeAndMetadata } from './generated.ts';

export interface IngressWish {
  readonly name: string;
  readonly className: string;
  /** Checked before: `host/path=service:port[,tls[=secret]]`. */
  readonly rules: readonly string[];
  readonly defaultBackend: string;
  readonly annotations: readonly string[];
}

interface IngressTls {
  hosts: string[];
  secretName: string;
}

/** Models kubectl/pkg/cmd/create/create_ingress.go createIngress. */
export function generateIngress(wish: IngressWish): JsonObject {
  const annotations = Object.fromEntries(
    wish.annotations.map((text) => {
      const equals = text.indexOf('=');
      return [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
  return {
    ...typeAndMetadata('networking.k8s.io/v1', 'Ingress', wish.name, { annotations }),
    spec: {
      ...present('ingressClassName', wish.className),
      ...(wish.defaultBackend === '' ? {} : { defaultBackend: backend(wish.defaultBackend) }),
      ...present('tls', tlsRules(wish.rules)),
      ...present('rules', hostRules(wish.rules)),
    },
    status: { loadBalancer: {} },
  };
}

function backend(text: string): JsonObject {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^[+-]?\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function tlsRules(rules: readonly string[]): readonly JsonObject[] {
  const seen = new Set<string>();
  const entries: IngressTls[] = [];
  for (const rule of rules) {
    const [, tls, ...more] = rule.split(',');
    if (tls === undefined || more.length > 0) continue;
    const host = rule.split('/')[0] ?? '';
    const secretName = tls.split('=')[1] ?? '';
    // A host is taken into one secret only.
    if (seen.has(host)) continue;
    seen.add(host);
    const entry = entries.find((one) => one.secretName === secretName);
    if (entry !== undefined) entry.hosts.push(host);
    else if (host !== '' || secretName !== '') entries.push({ hosts: host === '' ? [] : [host], secretName });
  }
  return entries.map((entry) => ({ ...present('hosts', entry.hosts), ...present('secretName', entry.secretName) }));
}

function hostRules(rules: readonly string[]): readonly JsonObject[] {
  const byHost = new Map<string, JsonObject[]>();
  for (const rule of rules) {
    const [target = ''] = rule.split(',');
    const slash = target.indexOf('/');
    const host = target.slice(0, slash);
    const [path = '', service = ''] = target.slice(slash + 1).split('=');
    const prefix = path.endsWith('*');
    const paths = byHost.get(host) ?? [];
    paths.push({
      path: `/${prefix ? path.slice(0, -1) : path}`,
      pathType: prefix ? 'Prefix' : 'Exact',
      backend: backend(service),
    });
    byHost.set(host, paths);
  }
  return [...byHost].map(([host, paths]) => ({ ...present('host', host), http: { paths } }));
}
