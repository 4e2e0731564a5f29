import { generateDeployment } from '../../generate/deployment.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';

export const createDeploymentCommand = generatorCommand({
  name: 'deployment',
  aliases: ['deploy'],
  short: 'Create a deployment with the specified name',
  examples: `  # Create a deployment named my-dep that runs the busybox image
  kubectl create deployment my-dep --image=busybox

  # Create a deployment with a command
  kubectl create deployment my-dep --image=busybox -- date

  # Create a deployment named my-dep that runs the nginx image with 3 replicas
  kubectl create deployment my-dep --image=nginx --replicas=3`,
  usage: 'NAME --image=image -- [COMMAND] [args...]',
  flags: [
    {
      name: 'image',
      type: 'stringSlice',
      help: 'Image names to run. A deployment can have multiple images set for multi-container pod.',
    },
    { name: 'port', type: 'int', default: '-1', help: 'The containerPort that this deployment exposes.' },
    {
      name: 'replicas',
      shorthand: 'r',
      type: 'int',
      default: '1',
      help: 'Number of replicas to create. Default is 1.',
    },
  ],
  required: ['image'],
  namespaced: true,
  failure: 'failed to create deployment:',
  async generate(name, { args, flags }, _context, io) {
    const images = flags.list('image');
    const command = args.slice(1);
    if (images.length > 1 && command.length > 0) {
      throw new KubectlError('cannot specify multiple --image options and command');
    }
    const wish = { name, images, command, replicas: flags.int('replicas'), port: flags.int('port') };
    return generateDeployment(wish, () => io.randomSuffix());
  },
});
