import { present, typeAndMetadata } from '../../generate/generated.ts';
import { generatorCommand } from './generator-command.ts';

export const createPriorityClassCommand = generatorCommand({
  name: 'priorityclass',
  aliases: ['pc'],
  short: 'Create a priority class with the specified name',
  examples:
    '  # Create a priority class named high-priority\n  kubectl create priorityclass high-priority --value=1000 --description="high priority"',
  usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none]',
  flags: [
    {
      name: 'description',
      type: 'string',
      help: 'description is an arbitrary string that usually provides guidelines on when this priority class should be used.',
    },
    {
      name: 'global-default',
      type: 'bool',
      help: 'global-default specifies whether this PriorityClass should be considered as the default priority.',
    },
    {
      name: 'preemption-policy',
      type: 'string',
      default: 'PreemptLowerPriority',
      help: 'preemption-policy is the policy for preempting pods with lower priority.',
    },
    { name: 'value', type: 'int', default: '0', help: 'the value of this priority class.' },
  ],
  namespaced: false,
  failure: 'failed to create priorityclass:',
  generate: async (name, { flags }) => ({
    ...typeAndMetadata('scheduling.k8s.io/v1', 'PriorityClass', name),
    value: flags.int('value'),
    ...present('globalDefault', flags.bool('global-default')),
    ...present('description', flags.string('description')),
    preemptionPolicy: flags.string('preemption-policy'),
  }),
});
