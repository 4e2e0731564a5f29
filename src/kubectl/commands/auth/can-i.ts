import type { FlagValues, KubectlCommand, ParsedCommand } from '../../command.ts';
import type { ApiResource, KubectlContext } from '../../context.ts';
import { type PolicyRule, RULE_HEADINGS, ruleLines } from '../../describe/policy-rules.ts';
import type { KubectlIo } from '../../io.ts';
import { readList, readPath, readText } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { createTabWriter, tableLayout } from '../../printers/tab-writer.ts';

const GROUP = '/apis/authorization.k8s.io/v1';
const RESOURCE_VERBS = new Set(
  'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest'.split(
    ' ',
  ),
);
const URL_VERBS = new Set('get put post head options delete patch *'.split(' '));
/** Served by no group, and still a thing one may be allowed to impersonate. */
const NOT_DISCOVERED = new Set(['users', 'groups']);

/** What is asked for, and what kubectl remarks about the question. */
interface Question {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/** Models kubectl/pkg/cmd/auth/cani.go. */
export const canICommand: KubectlCommand = {
  name: 'can-i',
  short: 'Check whether an action is allowed',
  long: `Check whether an action is allowed.

 VERB is a logical Kubernetes API verb like 'get', 'list', 'watch', 'delete', etc. TYPE is a Kubernetes resource. Shortcuts and groups will be resolved. NONRESOURCEURL is a partial URL that starts with "/". NAME is the name of a particular Kubernetes resource. This command pairs nicely with impersonation. See --as global flag.`,
  examples: `  # Check to see if I can create pods in any namespace
  kubectl auth can-i create pods --all-namespaces

  # Check to see if I can list deployments in my current namespace
  kubectl auth can-i list deployments.apps

  # Check to see if service account "foo" of namespace "dev" can list pods in the namespace "prod"
  # You must be allowed to use impersonation for the global option "--as"
  kubectl auth can-i list pods --as=system:serviceaccount:dev:foo -n prod

  # Check to see if I can do everything in my current namespace ("*" means all)
  kubectl auth can-i '*' '*'

  # Check to see if I can get the job named "bar" in namespace "foo"
  kubectl auth can-i list jobs.batch/bar -n foo

  # Check to see if I can read pod logs
  kubectl auth can-i get pods --subresource=log

  # Check to see if I can access the URL /logs/
  kubectl auth can-i get /logs/

  # Check to see if I can approve certificates.k8s.io
  kubectl auth can-i approve certificates.k8s.io

  # List all allowed actions in namespace "foo"
  kubectl auth can-i --list --namespace=foo`,
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  completes: 'none',
  flags: [
    {
      name: 'all-namespaces',
      shorthand: 'A',
      type: 'bool',
      help: 'If true, check the specified action in all namespaces.',
    },
    { name: 'list', type: 'bool', help: 'If true, prints all allowed actions.' },
    { name: 'no-headers', type: 'bool', help: 'If true, prints allowed actions without headers' },
    {
      name: 'quiet',
      shorthand: 'q',
      type: 'bool',
      help: 'If true, suppress output and just return the exit code.',
    },
    { name: 'subresource', type: 'string', help: 'SubResource such as pod/log or deployment/scale' },
  ],
  async run(command, context, io) {
    const { flags } = command;
    const namespace = flags.bool('all-namespaces') ? '' : context.namespace;
    if (flags.bool('list')) return listRules(command, namespace, context, io);
    const { attributes, warnings } = await questionOf(command, namespace, context);
    for (const warning of warnings) await io.stderr.write(`Warning: ${warning}\n\n`);
    if (flags.bool('no-headers')) throw new KubectlError('--no-headers cannot be set without --list specified');
    const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: attributes };
    const answer = await context.raw({ method: 'POST', path: `${GROUP}/selfsubjectaccessreviews`, body });
    const allowed = readPath(answer.body, 'status', 'allowed') === true;
    const reasons = ['reason', 'evaluationError'].map((field) => readText(answer.body, 'status', field));
    const why = reasons.filter((text) => text !== '').map((text) => ` - ${text}`);
    if (!flags.bool('quiet')) await io.stdout.write(allowed ? 'yes\n' : `no${why.join('')}\n`);
    return allowed ? 0 : 1;
  },
};

/** Models CanIOptions Complete and Validate. */
async function questionOf(command: ParsedCommand, namespace: string, context: KubectlContext): Promise<Question> {
  const { args, flags } = command;
  if (args.length !== 2) {
    throw new KubectlError(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  }
  const [verb, thing] = args as readonly [string, string];
  if (thing.startsWith('/')) {
    if (flags.string('subresource') !== '') throw new KubectlError('--subresource can not be used with NonResourceURL');
    const warnings = URL_VERBS.has(verb) ? [] : [`verb '${verb}' is not a known verb`];
    return { attributes: { nonResourceAttributes: { verb, path: thing } }, warnings };
  }
  const slash = thing.indexOf('/');
  const typed = slash < 0 ? thing : thing.slice(0, slash);
  const name = slash < 0 ? '' : thing.slice(slash + 1);
  const found = typed === '*' ? undefined : await resourceOf(typed, context);
  const warnings = found === undefined ? unknownWarnings(typed) : scopeWarnings(found, flags);
  if (!flags.bool('all-namespaces') && !RESOURCE_VERBS.has(verb)) warnings.push(`verb '${verb}' is not a known verb`);
  const subresource = flags.string('subresource');
  const resourceAttributes = {
    ...(namespace === '' ? {} : { namespace }),
    verb,
    ...(found === undefined || found.group === '' ? {} : { group: found.group }),
    resource: found?.plural ?? typed,
    ...(subresource === '' ? {} : { subresource }),
    ...(name === '' ? {} : { name }),
  };
  return { attributes: { resourceAttributes }, warnings };
}

async function resourceOf(typed: string, context: KubectlContext): Promise<ApiResource | undefined> {
  try {
    return await context.resource(typed.toLowerCase());
  } catch (error) {
    if (error instanceof KubectlError) return undefined;
    throw error;
  }
}

function unknownWarnings(typed: string): string[] {
  if (typed === '*' || NOT_DISCOVERED.has(typed)) return [];
  const dot = typed.indexOf('.');
  const resource = (dot < 0 ? typed : typed.slice(0, dot)).toLowerCase();
  const group = dot < 0 ? '' : ` in group '${typed.slice(dot + 1).toLowerCase()}'`;
  return [`the server doesn't have a resource type '${resource}'${group}`];
}

function scopeWarnings({ namespaced, plural, group }: ApiResource, flags: FlagValues): string[] {
  if (namespaced || flags.bool('all-namespaces')) return [];
  return [`resource '${plural}' is not namespace scoped${group === '' ? '' : ` in group '${group}'`}`];
}

/** Models CanIOptions RunAccessList. */
async function listRules(
  { args, flags }: ParsedCommand,
  namespace: string,
  context: KubectlContext,
  io: KubectlIo,
): Promise<number> {
  if (args.length > 0) throw new KubectlError('list option must be specified with no arguments');
  if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.string('subresource') !== '') {
    throw new KubectlError("list option can't be specified with neither quiet, all-namespaces nor subresource options");
  }
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } };
  const answer = await context.raw({ method: 'POST', path: `${GROUP}/selfsubjectrulesreviews`, body });
  if (readPath(answer.body, 'status', 'incomplete') === true) {
    const why = readText(answer.body, 'status', 'evaluationError');
    await io.stderr.write(`Warning: the list may be incomplete: ${why}\n`);
  }
  const rules = [
    ...readList(answer.body, 'status', 'resourceRules'),
    ...readList(answer.body, 'status', 'nonResourceRules'),
  ] as readonly PolicyRule[];
  const writer = createTabWriter(tableLayout);
  if (!flags.bool('no-headers')) writer.write(`${RULE_HEADINGS}\n`);
  for (const line of ruleLines(rules)) writer.write(`${line}\n`);
  await io.stdout.write(writer.flush());
  return 0;
}
