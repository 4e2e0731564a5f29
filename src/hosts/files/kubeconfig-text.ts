import { writeYaml } from '../../api/yaml.ts';

/** A kubeconfig as kubeadm writes it for one user. With `clientFile` the credentials are in that file. */
export function kubeconfigText(server: string, user: string, clientFile?: string): string {
  const short = user.startsWith('system:node:') ? 'default-auth' : user;
  const context = `${user}@kubernetes`;
  return writeYaml({
    apiVersion: 'v1',
    clusters: [{ cluster: { server }, name: 'kubernetes' }],
    contexts: [{ context: { cluster: 'kubernetes', user: short }, name: context }],
    'current-context': context,
    kind: 'Config',
    preferences: {},
    users: [
      {
        name: short,
        user: clientFile === undefined ? {} : { 'client-certificate': clientFile, 'client-key': clientFile },
      },
    ],
  });
}
