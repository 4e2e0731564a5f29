import { generateBinding } from '../../generate/role-binding.ts';
import { generatorCommand } from './generator-command.ts';
import { subjectFlags } from './role-binding.ts';

export const createClusterRoleBindingCommand = generatorCommand({
  name: 'clusterrolebinding',
  short: 'Create a cluster role binding for a particular cluster role',
  long: 'Create a cluster role binding for a particular cluster role.',
  examples:
    '  # Create a cluster role binding for user1, user2, and group1 using the cluster-admin cluster role\n  kubectl create clusterrolebinding cluster-admin --clusterrole=cluster-admin --user=user1 --user=user2 --group=group1',
  usage:
    'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  flags: [
    { name: 'clusterrole', type: 'string', help: 'ClusterRole this ClusterRoleBinding should reference' },
    ...subjectFlags('clusterrole'),
  ],
  required: ['clusterrole'],
  namespaced: false,
  failure: 'failed to create clusterrolebinding:',
  async generate(name, { flags }) {
    return generateBinding({
      kind: 'ClusterRoleBinding',
      name,
      roleKind: 'ClusterRole',
      roleName: flags.string('clusterrole'),
      users: flags.list('user'),
      groups: flags.list('group'),
      serviceAccounts: flags.list('serviceaccount'),
    });
  },
});
