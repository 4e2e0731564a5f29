import { byCodePoint } from '../../../api/go-json.ts';
import { present, typeAndMetadata } from '../../generate/generated.ts';
import { parseResourceList } from '../../generate/resource-list.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';

export const createQuotaCommand = generatorCommand({
  name: 'quota',
  aliases: ['resourcequota'],
  short: 'Create a quota with the specified name',
  examples:
    '  # Create a new resource quota named my-quota\n  kubectl create quota my-quota --hard=cpu=1,memory=1G,pods=2,services=3,replicationcontrollers=2,resourcequotas=1,secrets=5,persistentvolumeclaims=10',
  usage: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none]',
  flags: [
    {
      name: 'hard',
      type: 'string',
      help: 'A comma-delimited set of resource=quantity pairs that define a hard limit.',
    },
    {
      name: 'scopes',
      type: 'string',
      help: 'A comma-delimited set of quota scopes that must all match each object tracked by the quota.',
    },
  ],
  namespaced: true,
  failure: 'failed to create quota:',
  async generate(name, { flags }) {
    const hard = Object.entries(parseResourceList(flags.string('hard')) ?? {}).sort(([a], [b]) => byCodePoint(a, b));
    const scopes = flags.string('scopes') === '' ? [] : flags.string('scopes').split(',');
    if (scopes.includes('')) throw new KubectlError('invalid resource quota scope ""');
    return {
      ...typeAndMetadata('v1', 'ResourceQuota', name),
      spec: { ...present('hard', Object.fromEntries(hard)), ...present('scopes', scopes) },
      status: {},
    };
  },
});
