import { ApiError } from '../../../api/api-error.ts';
import type { KubectlCommand } from '../../command.ts';
import { type JsonObject, readList, readPath, readText } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { createTabWriter, tableLayout } from '../../printers/tab-writer.ts';
import { resultPrinter } from '../result-printer.ts';
import { printFlags } from '../write-flags.ts';

/** Models kubectl/pkg/cmd/auth/whoami.go. */
export const whoAmICommand: KubectlCommand = {
  name: 'whoami',
  short: 'Experimental: Check self subject attributes',
  long: `Experimental: Check who you are and your attributes (groups, extra).

        This command is helpful to get yourself aware of the current user attributes,
        especially when dynamic authentication, e.g., token webhook, auth proxy, or OIDC provider,
        is enabled in the Kubernetes cluster.`,
  examples: `  # Get your subject attributes
  kubectl auth whoami

  # Get your subject attributes in JSON format
  kubectl auth whoami -o json`,
  usage: '',
  completes: 'none',
  flags: printFlags,
  async run({ flags }, context, io) {
    const review = await askWhoIAm(context.raw);
    if (flags.changed('output') || flags.changed('template')) {
      await resultPrinter(flags, 'none', io).print(inOrder(review), '', true);
      return 0;
    }
    const writer = createTabWriter(tableLayout);
    writer.write('ATTRIBUTE\tVALUE\n');
    const user = readPath(review, 'status', 'userInfo');
    const line = (title: string, value: string) => value !== '' && writer.write(`${title}\t${value}\n`);
    line('Username', readText(user, 'username'));
    line('UID', readText(user, 'uid'));
    const groups = readList(user, 'groups');
    if (groups.length > 0) line('Groups', `[${groups.join(' ')}]`);
    const extra = (readPath(user, 'extra') ?? {}) as Readonly<Record<string, readonly string[]>>;
    for (const key of Object.keys(extra).sort()) line(`Extra: ${key}`, `[${extra[key]!.join(' ')}]`);
    await io.stdout.write(writer.flush());
    return 0;
  },
};

/** The review in the order of Go's struct. */
function inOrder(review: JsonObject): JsonObject {
  const { kind, apiVersion, metadata } = review;
  const { username, uid, groups, extra } = (readPath(review, 'status', 'userInfo') ?? {}) as JsonObject;
  const fields = Object.entries({ username, uid, groups, extra }).filter(([, value]) => value !== undefined);
  return { kind, apiVersion, metadata, status: { userInfo: Object.fromEntries(fields) } };
}

async function askWhoIAm(raw: Parameters<NonNullable<KubectlCommand['run']>>[1]['raw']): Promise<JsonObject> {
  try {
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const answer = await raw({ method: 'POST', path: '/apis/authentication.k8s.io/v1/selfsubjectreviews', body });
    return answer.body as JsonObject;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 403) {
      throw new KubectlError(
        'the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it',
      );
    }
    if (error.code === 404) {
      throw new KubectlError(
        'the selfsubjectreviews API is not enabled in the cluster\nenable APISelfSubjectReview feature gate and authentication.k8s.io/v1alpha1 or authentication.k8s.io/v1beta1 API',
      );
    }
    throw error;
  }
}
