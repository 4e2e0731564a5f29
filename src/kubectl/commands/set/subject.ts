import { byCodePoint } from '../../../api/go-json.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import type { FlagValues, KubectlCommand } from '../../command.ts';
import { type JsonObject, readList } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { buildResources } from '../../resource-builder.ts';
import { builderFlags, dryRunOf, filesFor, localFlag } from '../write-flags.ts';
import { changeObjects } from './change-objects.ts';
import { refuseLocalNames, setFlags } from './change-pod-specs.ts';

const group = 'rbac.authorization.k8s.io';

/** Models kubectl/pkg/cmd/set/set_subject.go. */
export const setSubjectCommand: KubectlCommand = {
  name: 'subject',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  long: 'Update the user, group, or service account in a role binding or cluster role binding.',
  examples: `  # Update a cluster role binding for serviceaccount1
  kubectl set subject clusterrolebinding admin --serviceaccount=namespace:serviceaccount1

  # Update a role binding for user1, user2, and group1
  kubectl set subject rolebinding admin --user=user1 --user=user2 --group=group1

  # Print the result (in YAML format) of updating rolebinding subjects from a local, without hitting the server
  kubectl create rolebinding admin --role=admin --user=admin -o yaml --dry-run=client | kubectl set subject --local -f - --user=foo -o yaml`,
  usage:
    '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  completes: 'resource-then-name',
  flags: [
    ...setFlags.filter(({ name }) => name !== 'filename' && name !== 'local'),
    ...filesFor('the resource to update the subjects').filter(({ name }) => name === 'filename'),
    { ...localFlag, help: 'If true, set subject will NOT contact api-server but run locally.' },
    { name: 'group', type: 'stringArray', help: 'Groups to bind to the role' },
    { name: 'serviceaccount', type: 'stringArray', help: 'Service accounts to bind to the role' },
    { name: 'user', type: 'stringArray', help: 'Usernames to bind to the role' },
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    refuseLocalNames(args, flags);
    const local = flags.bool('local');
    const { all, ...asked } = builderFlags(flags);
    const wish = { ...asked, args, allowEmptySelector: all === true, continueOnError: true, latest: !local };
    const infos = await (await buildResources(wish, context, io)).infos();
    if (local && dryRun === 'server') {
      throw new KubectlError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    }
    if (flags.bool('all') && flags.string('selector') !== '') {
      throw new KubectlError('cannot set --all and --selector at the same time');
    }
    const clusterWide = infos.some(({ resource }) => resource.kind === 'ClusterRoleBinding');
    const wanted = subjectsOf(flags, context.namespace, clusterWide);
    if (wanted.length === 0) {
      throw new KubectlError('you must specify at least one value of user, group or serviceaccount');
    }
    const change = (object: JsonObject): JsonObject | undefined => {
      if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') {
        throw new KubectlError('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
      }
      const known = readList(object, 'subjects');
      const added = wanted.filter((subject) => !known.some((one) => jsonEqual(one, subject)));
      return added.length === 0 ? undefined : { ...withTime(object), subjects: [...known, ...added] };
    };
    const failure = 'subjects to rolebinding: ';
    await changeObjects(infos, { failure, operation: 'subjects updated', change }, dryRun, command, context, io);
    return 0;
  },
};

/** What comes from a file has no time yet, which Go writes as null. */
const withTime = (object: JsonObject): JsonObject => ({
  ...object,
  metadata: { creationTimestamp: null, ...(object.metadata as JsonObject) },
});

function subjectsOf(flags: FlagValues, namespace: string, clusterWide: boolean): readonly JsonObject[] {
  const given = (flag: string) => [...new Set(flags.list(flag))].sort(byCodePoint);
  const accounts = given('serviceaccount').map((account) => {
    const [where = '', name = '', ...more] = account.split(':');
    if (name === '' || more.length > 0) throw new KubectlError('serviceaccount must be <namespace>:<name>');
    if (where === '' && clusterWide) {
      throw new KubectlError('serviceaccount must be <namespace>:<name>, namespace must be specified');
    }
    return { kind: 'ServiceAccount', name, namespace: where || namespace };
  });
  return [
    ...given('user').map((name) => ({ kind: 'User', apiGroup: group, name })),
    ...given('group').map((name) => ({ kind: 'Group', apiGroup: group, name })),
    ...accounts,
  ];
}
