import type { Flag } from './command.ts';

/** Flags of every command, as `kubectl options` lists them. */
export const globalFlags: readonly Flag[] = [
  {
    name: 'as',
    type: 'string',
    help: 'Username to impersonate for the operation. User could be a regular user or a service account in a namespace.',
  },
  {
    name: 'as-group',
    type: 'stringArray',
    help: 'Group to impersonate for the operation, this flag can be repeated to specify multiple groups.',
  },
  { name: 'as-uid', type: 'string', help: 'UID to impersonate for the operation.' },
  { name: 'cache-dir', type: 'string', default: '/root/.kube/cache', help: 'Default cache directory' },
  { name: 'certificate-authority', type: 'string', help: 'Path to a cert file for the certificate authority' },
  { name: 'client-certificate', type: 'string', help: 'Path to a client certificate file for TLS' },
  { name: 'client-key', type: 'string', help: 'Path to a client key file for TLS' },
  { name: 'cluster', type: 'string', help: 'The name of the kubeconfig cluster to use' },
  { name: 'context', type: 'string', help: 'The name of the kubeconfig context to use' },
  {
    name: 'disable-compression',
    type: 'bool',
    help: 'If true, opt-out of response compression for all requests to the server',
  },
  {
    name: 'insecure-skip-tls-verify',
    type: 'bool',
    help: "If true, the server's certificate will not be checked for validity. This will make your HTTPS connections insecure",
  },
  { name: 'kubeconfig', type: 'string', help: 'Path to the kubeconfig file to use for CLI requests.' },
  { name: 'kuberc', type: 'string', hidden: true, help: 'Path to the kuberc file to use for preferences.' },
  {
    name: 'log-flush-frequency',
    type: 'duration',
    default: '5s',
    help: 'Maximum number of seconds between log flushes',
  },
  { name: 'match-server-version', type: 'bool', help: 'Require server version to match client version' },
  { name: 'namespace', shorthand: 'n', type: 'string', help: 'If present, the namespace scope for this CLI request' },
  { name: 'password', type: 'string', help: 'Password for basic authentication to the API server' },
  {
    name: 'profile',
    type: 'string',
    default: 'none',
    help: 'Name of profile to capture. One of (none|cpu|heap|goroutine|threadcreate|block|mutex)',
  },
  {
    name: 'profile-output',
    type: 'string',
    default: 'profile.pprof',
    help: 'Name of the file to write the profile to',
  },
  {
    name: 'request-timeout',
    type: 'string',
    default: '0',
    help: "The length of time to wait before giving up on a single server request. Non-zero values should contain a corresponding time unit (e.g. 1s, 2m, 3h). A value of zero means don't timeout requests.",
  },
  { name: 'server', shorthand: 's', type: 'string', help: 'The address and port of the Kubernetes API server' },
  {
    name: 'tls-server-name',
    type: 'string',
    help: 'Server name to use for server certificate validation. If it is not provided, the hostname used to contact the server is used',
  },
  { name: 'token', type: 'string', help: 'Bearer token for authentication to the API server' },
  { name: 'user', type: 'string', help: 'The name of the kubeconfig user to use' },
  { name: 'username', type: 'string', help: 'Username for basic authentication to the API server' },
  { name: 'v', shorthand: 'v', type: 'int', default: '0', help: 'number for the log level verbosity' },
  {
    name: 'vmodule',
    type: 'string',
    help: 'comma-separated list of pattern=N settings for file-filtered logging (only works for the default text log format)',
  },
  {
    name: 'warnings-as-errors',
    type: 'bool',
    help: 'Treat warnings received from the server as errors and exit with a non-zero exit code',
  },
];

/** Every command answers to it; it is not among the options that help lists. */
export const helpFlag: Flag = {
  name: 'help',
  shorthand: 'h',
  type: 'bool',
  hidden: true,
  help: 'help for the command',
};

/** Those of genericclioptions.ConfigFlags, which choose the cluster, the user and how they are reached. */
export const clusterFlags: ReadonlySet<string> = new Set(
  globalFlags
    .map(({ name }) => name)
    .filter(
      (name) =>
        !['v', 'vmodule', 'log-flush-frequency', 'profile', 'profile-output', 'warnings-as-errors', 'kuberc'].includes(
          name,
        ),
    ),
);
