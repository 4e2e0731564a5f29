import { generateCronJob } from '../../generate/job.ts';
import { generatorCommand } from './generator-command.ts';

export const createCronJobCommand = generatorCommand({
  name: 'cronjob',
  aliases: ['cj'],
  short: 'Create a cron job with the specified name',
  examples: '  # Create a cron job\n  kubectl create cronjob my-job --image=busybox --schedule="*/1 * * * *"',
  usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...]",
  flags: [
    { name: 'image', type: 'string', help: 'Image name to run.' },
    { name: 'restart', type: 'string', help: "job's restart policy. supported values: OnFailure, Never" },
    { name: 'schedule', type: 'string', help: 'A schedule in the Cron format the job should be run with.' },
  ],
  required: ['image', 'schedule'],
  namespaced: true,
  failure: 'failed to create cronjob:',
  async generate(name, { args, flags }) {
    const restart = flags.string('restart') || 'OnFailure';
    return generateCronJob(name, flags.string('image'), flags.string('schedule'), restart, args.slice(1));
  },
});
