import type { KubectlCommand } from '../command.ts';
import { setEnvCommand } from './set/env.ts';
import { setImageCommand } from './set/image.ts';
import { setResourcesCommand } from './set/resources.ts';
import { setSelectorCommand } from './set/selector.ts';
import { setServiceAccountCommand } from './set/service-account.ts';
import { setSubjectCommand } from './set/subject.ts';

export const setCommand: KubectlCommand = {
  name: 'set',
  section: 'Basic Commands (Beginner):',
  short: 'Set specific features on objects',
  long: 'Configure application resources.\n\n These commands help you make changes to existing application resources.',
  usage: 'SUBCOMMAND',
  subcommands: [
    setEnvCommand,
    setImageCommand,
    setResourcesCommand,
    setSelectorCommand,
    setServiceAccountCommand,
    setSubjectCommand,
  ],
};
