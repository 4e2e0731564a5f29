import type { Flag, FlagValues } from '../../command.ts';
import { present, typeAndMetadata } from '../../generate/generated.ts';
import { generateRules, uniqueVerbs } from '../../generate/policy-rules.ts';
import type { KubectlIo } from '../../io.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';

export const ruleFlags: readonly Flag[] = [
  { name: 'resource', type: 'stringSlice', help: 'Resource that the rule applies to' },
  {
    name: 'resource-name',
    type: 'stringArray',
    help: 'Resource in the white list that the rule applies to, repeat this flag for multiple items',
  },
  { name: 'verb', type: 'stringSlice', help: 'Verb that applies to the resources contained in the rule' },
];

const standardVerbs =
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(' ');

export async function warnOfOddVerbs(flags: FlagValues, io: KubectlIo): Promise<void> {
  for (const verb of uniqueVerbs(flags.list('verb'))) {
    if (!standardVerbs.includes(verb)) await io.stderr.write(`Warning: '${verb}' is not a standard resource verb\n`);
  }
}

export const createRoleCommand = generatorCommand({
  name: 'role',
  short: 'Create a role with single rule',
  long: 'Create a role with single rule.',
  examples: `  # Create a role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
  kubectl create role pod-reader --verb=get --verb=list --verb=watch --resource=pods

  # Create a role named "pod-reader" with ResourceName specified
  kubectl create role pod-reader --verb=get --resource=pods --resource-name=readablepod --resource-name=anotherpod

  # Create a role named "foo" with API Group specified
  kubectl create role foo --verb=get,list,watch --resource=rs.apps

  # Create a role named "foo" with SubResource specified
  kubectl create role foo --verb=get,list,watch --resource=pods,pods/status`,
  usage:
    'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
  flags: ruleFlags,
  namespaced: true,
  failure: '',
  async generate(name, { flags }, context, io) {
    const verbs = uniqueVerbs(flags.list('verb'));
    if (verbs.length === 0) throw new KubectlError('at least one verb must be specified');
    await warnOfOddVerbs(flags, io);
    const resources = flags.list('resource');
    if (resources.length === 0) throw new KubectlError('at least one resource must be specified');
    const rules = await generateRules(
      { verbs, resources, resourceNames: flags.list('resource-name'), nonResourceUrls: [] },
      context,
    );
    return { ...typeAndMetadata('rbac.authorization.k8s.io/v1', 'Role', name), ...present('rules', rules) };
  },
});
