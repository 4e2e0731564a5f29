import type { Flag } from '../../command.ts';
import { generateBinding } from '../../generate/role-binding.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';

/** Whom the role, or the clusterrole, is bound to. */
export const subjectFlags = (role: 'role' | 'clusterrole'): readonly Flag[] => [
  {
    name: 'group',
    type: 'stringArray',
    help: `Groups to bind to the ${role}. The flag can be repeated to add multiple groups.`,
  },
  {
    name: 'serviceaccount',
    type: 'stringArray',
    help: `Service accounts to bind to the ${role}, in the format <namespace>:<name>. The flag can be repeated to add multiple service accounts.`,
  },
  {
    name: 'user',
    type: 'stringArray',
    help: `Usernames to bind to the ${role}. The flag can be repeated to add multiple users.`,
  },
];

export const createRoleBindingCommand = generatorCommand({
  name: 'rolebinding',
  short: 'Create a role binding for a particular role or cluster role',
  long: 'Create a role binding for a particular role or cluster role.',
  examples: `  # Create a role binding for user1, user2, and group1 using the admin cluster role
  kubectl create rolebinding admin --clusterrole=admin --user=user1 --user=user2 --group=group1

  # Create a role binding for service account monitoring:sa-dev using the admin role
  kubectl create rolebinding admin-binding --role=admin --serviceaccount=monitoring:sa-dev`,
  usage:
    'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  flags: [
    { name: 'clusterrole', type: 'string', help: 'ClusterRole this RoleBinding should reference' },
    { name: 'role', type: 'string', help: 'Role this RoleBinding should reference' },
    ...subjectFlags('role'),
  ],
  namespaced: true,
  failure: 'failed to create rolebinding:',
  async generate(name, { flags }) {
    const clusterRole = flags.string('clusterrole');
    const role = flags.string('role');
    if ((clusterRole === '') === (role === '')) {
      throw new KubectlError('exactly one of clusterrole or role must be specified');
    }
    return generateBinding({
      kind: 'RoleBinding',
      name,
      roleKind: role === '' ? 'ClusterRole' : 'Role',
      roleName: role || clusterRole,
      users: flags.list('user'),
      groups: flags.list('group'),
      serviceAccounts: flags.list('serviceaccount'),
    });
  },
});
