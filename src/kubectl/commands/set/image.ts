import { goQuote } from '../../../api/go-quote.ts';
import type { KubectlCommand } from '../../command.ts';
import { ErrorList, KubectlError } from '../../kubectl-error.ts';
import { missingResource } from '../../resource-builder.ts';
import { parsePairs, resourcesAndPairs } from '../pairs.ts';
import { dryRunOf, hasFiles, recordFlag } from '../write-flags.ts';
import { changePodSpecs, setFlags, setInfos } from './change-pod-specs.ts';
import { changeContainers } from './containers.ts';

/** Models kubectl/pkg/cmd/set/set_image.go. */
export const setImageCommand: KubectlCommand = {
  name: 'image',
  short: 'Update the image of a pod template',
  long: `Update existing container image(s) of resources.

 Possible resources include (case insensitive):

  pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)`,
  examples: `  # Set a deployment's nginx container image to 'nginx:1.9.1', and its busybox container image to 'busybox'
  kubectl set image deployment/nginx busybox=busybox nginx=nginx:1.9.1

  # Update image of all containers of daemonset abc to 'nginx:1.9.1'
  kubectl set image daemonset abc *=nginx:1.9.1`,
  usage: '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  completes: 'resource-then-name',
  flags: [...setFlags, recordFlag],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    const { resources, pairs } = resourcesAndPairs(args, 'image');
    const images = parsePairs(pairs, 'image', false).set;
    const wrong: string[] = [];
    if (flags.bool('all') && flags.string('selector') !== '') {
      wrong.push('cannot set --all and --selector at the same time');
    }
    if (resources.length === 0 && !hasFiles(flags)) throw new KubectlError(missingResource);
    if (images.size === 0) wrong.push('at least one image update is required');
    else if (images.size > 1 && images.has('*')) {
      wrong.push(
        'all containers are already specified by *, but saw more than one container_name=container_image pairs',
      );
    }
    if (flags.bool('local') && dryRun === 'server') {
      wrong.push('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    }
    // kubectl looks the objects up before it checks these, so that a missing object is reported first.
    const infos = resources.length === 0 && !hasFiles(flags) ? [] : await setInfos(resources, flags, context, io);
    if (wrong.length > 0) throw new ErrorList(wrong.map((message) => new KubectlError(message)));
    await changePodSpecs(
      infos,
      {
        failure: 'image update to pod template: ',
        operation: 'image updated',
        change(spec, _info, errors) {
          let next = spec;
          for (const [name, image] of images) {
            const pattern = name === '*' ? '*' : name.replaceAll('*', '\u0000');
            const result = changeContainers(next, pattern, (container) => ({ ...container, image }));
            if (!result.found) errors.push(new KubectlError(`error: unable to find container named ${goQuote(name)}`));
            next = result.spec;
          }
          return next;
        },
      },
      dryRun,
      command,
      context,
      io,
    );
    return 0;
  },
};
