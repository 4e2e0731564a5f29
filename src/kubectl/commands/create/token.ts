import { ApiError } from '../../../api/api-error.ts';
import type { KubectlCommand } from '../../command.ts';
import { readText } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { nameFromArgs } from './generator-command.ts';

/** Models kubectl/pkg/cmd/create/create_token.go. */
export const createTokenCommand: KubectlCommand = {
  name: 'token',
  short: 'Request a service account token',
  examples:
    '  # Request a token to authenticate to the kube-apiserver as the service account "myapp" in the current namespace\n  kubectl create token myapp',
  usage: 'SERVICE_ACCOUNT_NAME',
  completes: 'none',
  flags: [
    {
      name: 'audience',
      type: 'stringArray',
      help: 'Audience of the requested token. If unset, defaults to requesting a token for use with the Kubernetes API server. May be repeated to request a token valid for multiple audiences.',
    },
    {
      name: 'duration',
      type: 'duration',
      default: '0s',
      help: 'Requested lifetime of the issued token. If not set or if set to 0, the lifetime will be determined by the server automatically. The server may return a token with a longer or shorter lifetime.',
    },
  ],
  async run(command, context, io) {
    const name = nameFromArgs(command);
    const duration = command.flags.duration('duration');
    if (duration < 0) throw new KubectlError('--duration must be greater than or equal to 0');
    if (duration % 1000 !== 0) throw new KubectlError('--duration cannot be expressed in units less than seconds');
    const resource = await context.resource('serviceaccounts');
    try {
      const { body } = await context.request({
        method: 'POST',
        resource,
        namespace: context.namespace,
        name,
        subresource: 'token',
        body: {
          kind: 'TokenRequest',
          apiVersion: 'authentication.k8s.io/v1',
          metadata: { creationTimestamp: null },
          spec: {
            audiences: command.flags.list('audience'),
            ...(duration === 0 ? {} : { expirationSeconds: duration / 1000 }),
          },
        },
      });
      const token = readText(body, 'status', 'token');
      if (token === '') throw new KubectlError('failed to create token: no token in server response');
      await io.stdout.write(io.terminal === undefined ? token : `${token}\n`);
    } catch (error) {
      if (error instanceof ApiError) throw new KubectlError(`failed to create token: ${error.message}`);
      throw error;
    }
    return 0;
  },
};
