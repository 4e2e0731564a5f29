import { ApiError } from '../../../api/api-error.ts';
import type { FlagValues, KubectlCommand } from '../../command.ts';
import { type JsonObject, readText } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { resultPrinter } from '../result-printer.ts';
import { printFlags } from '../write-flags.ts';
import { nameFromArgs } from './generator-command.ts';

const BOUND_KINDS = ['Node', 'Pod', 'Secret'];

/** Models kubectl/pkg/cmd/create/create_token.go. */
export const createTokenCommand: KubectlCommand = {
  name: 'token',
  short: 'Request a service account token',
  long: 'Request a service account token.',
  examples: `  # Request a token to authenticate to the kube-apiserver as the service account "myapp" in the current namespace
  kubectl create token myapp

  # Request a token for a service account in a custom namespace
  kubectl create token myapp --namespace myns

  # Request a token with a custom expiration
  kubectl create token myapp --duration 10m

  # Request a token with a custom audience
  kubectl create token myapp --audience https://example.com

  # Request a token bound to an instance of a Secret object
  kubectl create token myapp --bound-object-kind Secret --bound-object-name mysecret

  # Request a token bound to an instance of a Secret object with a specific UID
  kubectl create token myapp --bound-object-kind Secret --bound-object-name mysecret --bound-object-uid 0d4691ed-659b-4935-a832-355f77ee47cc`,
  usage: 'SERVICE_ACCOUNT_NAME',
  completes: 'none',
  flags: [
    ...printFlags,
    {
      name: 'bound-object-kind',
      type: 'string',
      help: `Kind of an object to bind the token to. Supported kinds are ${BOUND_KINDS.join(', ')}. If set, --bound-object-name must be provided.`,
    },
    {
      name: 'bound-object-name',
      type: 'string',
      help: 'Name of an object to bind the token to. The token will expire when the object is deleted. Requires --bound-object-kind.',
    },
    {
      name: 'bound-object-uid',
      type: 'string',
      help: 'UID of an object to bind the token to. Requires --bound-object-kind and --bound-object-name. If unset, the UID of the existing object is used.',
    },
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
    if (command.flags.list('audience').includes('')) throw new KubectlError('--audience must not be an empty string');
    const bound = boundObject(command.flags);
    const printer = resultPrinter(command.flags, 'none', io);
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
            ...(bound === undefined ? {} : { boundObjectRef: bound }),
          },
        },
      });
      const token = readText(body, 'status', 'token');
      if (token === '') throw new KubectlError('failed to create token: no token in server response');
      if (command.flags.changed('output') || command.flags.changed('template')) {
        await printer.print(inOrder(body as JsonObject), 'created', true);
        return 0;
      }
      await io.stdout.write(io.terminal === undefined ? token : `${token}\n`);
    } catch (error) {
      if (error instanceof ApiError) throw new KubectlError(`failed to create token: ${error.message}`);
      throw error;
    }
    return 0;
  },
};

/** The object with whose end the token ends too. */
function boundObject(flags: FlagValues): JsonObject | undefined {
  const [kind, name, uid] = ['kind', 'name', 'uid'].map((part) => flags.string(`bound-object-${part}`));
  if (kind === '') {
    const odd = name ? 'name' : uid ? 'uid' : undefined;
    if (odd === undefined) return undefined;
    throw new KubectlError(`--bound-object-${odd} can only be set if --bound-object-kind is provided`);
  }
  if (!BOUND_KINDS.includes(kind!)) {
    throw new KubectlError(`supported --bound-object-kind values are ${BOUND_KINDS.join(', ')}`);
  }
  if (!name) throw new KubectlError('--bound-object-name is required if --bound-object-kind is provided');
  return { kind, apiVersion: 'v1', name, ...(uid ? { uid } : {}) };
}

/** The answer in the order of Go's struct. */
function inOrder({ kind, apiVersion, metadata, spec, status }: JsonObject): JsonObject {
  const part = (object: unknown, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, (object as JsonObject)[name]]));
  return {
    kind,
    apiVersion,
    metadata: part(metadata, ['name', 'namespace', 'creationTimestamp']),
    spec: part(spec, ['audiences', 'expirationSeconds', 'boundObjectRef']),
    status: part(status, ['token', 'expirationTimestamp']),
  };
}
