import { goQuote } from '../api/go-quote.ts';
import type { HttpHeaders } from '../api/transport.ts';
import type { FlagValues } from './command.ts';
import type { ConnectTarget } from './io.ts';
import type { JsonObject } from './json.ts';
import { entryText, findEntry, type Kubeconfig } from './kubeconfig.ts';
import { KubectlError, notSimulated, UnprefixedError } from './kubectl-error.ts';

/** Which cluster, as which user and in which namespace a command works. */
export interface ClusterChoice {
  readonly target: ConnectTarget;
  readonly namespace: string;
  /** Sent with every request: impersonation. */
  readonly headers: HttpHeaders;
}

/** Applies the flags --context, --cluster, --user, --server, --token, --as ... to a kubeconfig. Models clientcmd DirectClientConfig. */
export function chooseCluster(config: Kubeconfig, flags: FlagValues): ClusterChoice {
  const contextName = flags.string('context') || config['current-context'];
  const context = contextName === '' ? undefined : findEntry(config.contexts, contextName);
  if (contextName !== '' && context === undefined) {
    throw new UnprefixedError(`Error in configuration: context was not found for specified context: ${contextName}`);
  }
  const clusterName = flags.string('cluster') || entryText(context, 'cluster');
  const givenUser = flags.isText('user') ? flags.string('user') : '';
  const userName = givenUser || entryText(context, 'user');
  const cluster = clusterName === '' ? undefined : findEntry(config.clusters, clusterName);
  const user = userName === '' ? undefined : findEntry(config.users, userName);
  if (clusterName !== '' && cluster === undefined) {
    throw new KubectlError(`no server found for cluster ${goQuote(clusterName)}`);
  }
  if (userName !== '' && user === undefined && givenUser !== '') {
    throw new KubectlError(`auth info ${goQuote(userName)} does not exist`);
  }
  return {
    target: connectTarget(cluster, user, flags),
    namespace: flags.string('namespace') || entryText(context, 'namespace') || 'default',
    headers: impersonation(user, userName, flags),
  };
}

function connectTarget(
  cluster: JsonObject | undefined,
  user: JsonObject | undefined,
  flags: FlagValues,
): ConnectTarget {
  if (user !== undefined && (Object.hasOwn(user, 'exec') || Object.hasOwn(user, 'auth-provider'))) {
    throw notSimulated('credentials from a plugin (exec, auth-provider) of the kubeconfig');
  }
  const text = (flag: string, entry: JsonObject | undefined, field: string) =>
    (flags.changed(flag) ? flags.string(flag) : entryText(entry, field)) || undefined;
  const data = (entry: JsonObject | undefined, field: string) => entryText(entry, field) || undefined;
  return {
    server: text('server', cluster, 'server') ?? 'http://localhost:8080',
    certificateAuthority: text('certificate-authority', cluster, 'certificate-authority'),
    certificateAuthorityData: data(cluster, 'certificate-authority-data'),
    insecureSkipTlsVerify: flags.bool('insecure-skip-tls-verify') || cluster?.['insecure-skip-tls-verify'] === true,
    token: text('token', user, 'token'),
    clientCertificate: text('client-certificate', user, 'client-certificate'),
    clientCertificateData: data(user, 'client-certificate-data'),
    clientKey: text('client-key', user, 'client-key'),
    clientKeyData: data(user, 'client-key-data'),
    username: text('username', user, 'username'),
    password: text('password', user, 'password'),
  };
}

function impersonation(user: JsonObject | undefined, userName: string, flags: FlagValues): HttpHeaders {
  const name = flags.string('as') || entryText(user, 'as');
  const uid = flags.string('as-uid') || entryText(user, 'as-uid');
  const given = flags.list('as-group');
  const groups = given.length > 0 ? given : texts(user?.['as-groups']);
  const extra = Object.entries((user?.['as-user-extra'] ?? {}) as JsonObject);
  if (name === '') {
    if (groups.length > 0 || uid !== '' || extra.length > 0) {
      throw new KubectlError(`requesting uid, groups or user-extra for ${userName} without impersonating a user`);
    }
    return {};
  }
  return {
    'impersonate-user': name,
    ...(uid === '' ? {} : { 'impersonate-uid': uid }),
    ...(groups.length === 0 ? {} : { 'impersonate-group': groups.join('\n') }),
    ...Object.fromEntries(
      extra.map(([key, values]) => [
        `impersonate-extra-${encodeURIComponent(key).toLowerCase()}`,
        texts(values).join('\n'),
      ]),
    ),
  };
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
