import { goQuote } from '../../../api/go-quote.ts';
import { typeAndMetadata } from '../../generate/generated.ts';
import { generateRules, uniqueVerbs } from '../../generate/policy-rules.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';
import { ruleFlags, warnOfOddVerbs } from './role.ts';

const urlVerbs = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];

export const createClusterRoleCommand = generatorCommand({
  name: 'clusterrole',
  short: 'Create a cluster role',
  long: 'Create a cluster role.',
  examples: `  # Create a cluster role named "pod-reader" that allows user to perform "get", "watch" and "list" on pods
  kubectl create clusterrole pod-reader --verb=get,list,watch --resource=pods

  # Create a cluster role named "pod-reader" with ResourceName specified
  kubectl create clusterrole pod-reader --verb=get --resource=pods --resource-name=readablepod --resource-name=anotherpod

  # Create a cluster role named "foo" with API Group specified
  kubectl create clusterrole foo --verb=get,list,watch --resource=rs.apps

  # Create a cluster role named "foo" with SubResource specified
  kubectl create clusterrole foo --verb=get,list,watch --resource=pods,pods/status

  # Create a cluster role name "foo" with NonResourceURL specified
  kubectl create clusterrole "foo" --verb=get --non-resource-url=/logs/*

  # Create a cluster role name "monitoring" with AggregationRule specified
  kubectl create clusterrole monitoring --aggregation-rule="rbac.example.com/aggregate-to-monitoring=true"`,
  usage: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  flags: [
    ...ruleFlags,
    {
      name: 'aggregation-rule',
      type: 'stringSlice',
      shownDefault: '',
      help: 'An aggregation label selector for combining ClusterRoles.',
    },
    { name: 'non-resource-url', type: 'stringSlice', help: 'A partial url that user should have access to.' },
  ],
  namespaced: false,
  failure: '',
  async generate(name, { flags }, context, io) {
    const base = typeAndMetadata('rbac.authorization.k8s.io/v1', 'ClusterRole', name);
    const verbs = uniqueVerbs(flags.list('verb'));
    const resources = flags.list('resource');
    const nonResourceUrls = flags.list('non-resource-url');
    const aggregation = flags.list('aggregation-rule');
    const malformed = aggregation.find((pair) => !pair.includes('='));
    if (malformed !== undefined) {
      throw new KubectlError(
        `invalid argument ${goQuote(malformed)} for "--aggregation-rule" flag: malformed pair, expect string=string\nSee 'kubectl create clusterrole --help' for usage.`,
      );
    }
    if (aggregation.length > 0) {
      if (verbs.length + resources.length + nonResourceUrls.length + flags.list('resource-name').length > 0) {
        throw new KubectlError(
          'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
        );
      }
      const matchLabels = Object.fromEntries(
        aggregation.map((pair) => {
          const equals = pair.indexOf('=');
          return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
        }),
      );
      return { ...base, rules: null, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } };
    }
    if (verbs.length === 0) throw new KubectlError('at least one verb must be specified');
    if (resources.length === 0 && nonResourceUrls.length === 0) {
      throw new KubectlError('one of resource or nonResourceURL must be specified');
    }
    if (resources.length > 0) await warnOfOddVerbs(flags, io);
    checkUrls(nonResourceUrls, verbs);
    return {
      ...base,
      rules: await generateRules(
        { verbs, resources, resourceNames: flags.list('resource-name'), nonResourceUrls },
        context,
      ),
    };
  },
});

function checkUrls(urls: readonly string[], verbs: readonly string[]): void {
  const odd = urls.length === 0 ? undefined : verbs.find((verb) => !urlVerbs.includes(verb));
  if (odd !== undefined) throw new KubectlError(`invalid verb: '${odd}' for nonResourceURL`);
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) throw new KubectlError('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*')) {
      throw new KubectlError("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
  }
}
