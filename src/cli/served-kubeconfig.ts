import { writeYaml } from '../api/yaml.ts';

/** How a served cluster is reached. */
export interface ServedAddress {
  readonly address: string;
  /** What the administrator shows; undefined where nobody asks for it. */
  readonly token?: string | undefined;
  /** The certificate of the authority that the server's is from, in PEM; undefined without TLS. */
  readonly ca?: string | undefined;
}

/** The kubeconfig of a served cluster. The JavaScript client talks plain HTTP only where TLS need not be verified. */
export const kubeconfigText = ({ address, token, ca }: ServedAddress): string =>
  writeYaml({
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': 'drydock',
    clusters: [
      {
        name: 'drydock',
        cluster: {
          server: address,
          ...(ca === undefined
            ? { 'insecure-skip-tls-verify': true }
            : { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
        },
      },
    ],
    users: [{ name: 'kubernetes-admin', user: token === undefined ? {} : { token } }],
    contexts: [{ name: 'drydock', context: { cluster: 'drydock', user: 'kubernetes-admin' } }],
  });
