import { generateJob, generateJobFromCronJob } from '../../generate/job.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { buildResources } from '../../resource-builder.ts';
import { generatorCommand } from './generator-command.ts';

export const createJobCommand = generatorCommand({
  name: 'job',
  short: 'Create a job with the specified name',
  examples: `  # Create a job with a command
  kubectl create job my-job --image=busybox -- date

  # Create a job from a cron job named "a-cronjob"
  kubectl create job test-job --from=cronjob/a-cronjob`,
  usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...]',
  flags: [
    {
      name: 'from',
      type: 'string',
      help: 'The name of the resource to create a Job from (only cronjob is supported).',
    },
    { name: 'image', type: 'string', help: 'Image name to run.' },
  ],
  namespaced: true,
  failure: 'failed to create job:',
  async generate(name, { args, flags }, context, io) {
    const image = flags.string('image');
    const from = flags.string('from');
    const command = args.slice(1);
    if ((image === '') === (from === '')) throw new KubectlError('either --image or --from must be specified');
    if (command.length > 0 && from !== '') throw new KubectlError('cannot specify --from and command');
    if (from === '') return generateJob(name, image, command);
    const infos = await (await buildResources({ args: [from] }, context, io)).infos();
    const [info] = infos;
    if (info?.object === undefined || infos.length !== 1) throw new KubectlError('from must be an existing cronjob');
    if (info.resource.kind !== 'CronJob') throw new KubectlError(`unknown object type *v1.${info.resource.kind}`);
    return generateJobFromCronJob(name, info.object);
  },
});
