import { writeYaml } from '../api/yaml.ts';

/**
 * The kubeconfig of a cluster that is served without TLS. It has no credentials, since clients send none over plain
 * HTTP; the JavaScript client talks plain HTTP only where TLS need not be verified.
 */
export const kubeconfigText = (server: string): string =>
  writeYaml({
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': 'drydock',
    clusters: [{ name: 'drydock', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'kubernetes-admin', user: {} }],
    contexts: [{ name: 'drydock', context: { cluster: 'drydock', user: 'kubernetes-admin' } }],
  });
