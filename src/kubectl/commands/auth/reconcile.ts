import { ApiError } from '../../../api/api-error.ts';
import type { PolicyRule, RoleBinding, Subject } from '../../../api/types/rbac.ts';
import { type Reconciled, reconciledBinding, reconciledRole } from '../../auth/reconciled.ts';
import type { KubectlCommand, ParsedCommand } from '../../command.ts';
import type { ApiResource, KubectlContext } from '../../context.ts';
import { type JsonObject, readText } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { buildResources } from '../../resource-builder.ts';
import { resultPrinter } from '../result-printer.ts';
import { builderFlags, dryRunFlag, dryRunOf, filesFor, printFlags, requireFiles } from '../write-flags.ts';

const RBAC = 'rbac.authorization.k8s.io';
const KINDS = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'];
const ATTEMPTS = 3;

/** Models kubectl/pkg/cmd/auth/reconcile.go. */
export const reconcileCommand: KubectlCommand = {
  name: 'reconcile',
  short: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
  long: `Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects.

 Missing objects are created, and the containing namespace is created for namespaced objects, if required.

 Existing roles are updated to include the permissions in the input objects, and remove extra permissions if --remove-extra-permissions is specified.

 Existing bindings are updated to include the subjects in the input objects, and remove extra subjects if --remove-extra-subjects is specified.

 This is preferred to 'apply' for RBAC resources so that semantically-aware merging of rules and subjects is done.`,
  examples: '  # Reconcile RBAC resources from a file\n  kubectl auth reconcile -f my-rbac-rules.yaml',
  usage: '-f FILENAME',
  completes: 'none',
  flags: [
    dryRunFlag,
    ...filesFor('identifying the resource to reconcile.'),
    ...printFlags,
    {
      name: 'remove-extra-permissions',
      type: 'bool',
      help: 'If true, removes extra permissions added to roles',
    },
    {
      name: 'remove-extra-subjects',
      type: 'bool',
      help: 'If true, removes extra subjects added to rolebindings',
    },
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    requireFiles(flags);
    if (args.length > 0) throw new KubectlError('no arguments are allowed');
    const dryRun = dryRunOf(flags);
    if (dryRun === 'server') {
      throw new KubectlError('--dry-run=server for command reconcile is not supported yet');
    }
    const files = await buildResources({ ...builderFlags(flags), local: true, continueOnError: true }, context, io);
    const printer = resultPrinter(flags, dryRun, io);
    await files.visit(async ({ object, resource }) => {
      if (object === undefined || resource.group !== RBAC || !KINDS.includes(resource.kind)) return;
      if (resource.version !== 'v1') {
        throw new KubectlError(`only ${RBAC}/v1 is supported: not *${resource.version}.${resource.kind}`);
      }
      const result = await reconcile(object, command, dryRun !== 'client', context);
      await printer.print(result.object as unknown as JsonObject, 'reconciled');
      await io.stderr.write(remarks(result, command));
    });
    return 0;
  },
};

/** Reads what is there, and writes what should be. Somebody else may do the same at this moment. */
async function reconcile(
  expected: JsonObject,
  { flags }: ParsedCommand,
  write: boolean,
  context: KubectlContext,
): Promise<Reconciled<object>> {
  const kind = readText(expected, 'kind');
  const resource = await context.resourceForKind(`${RBAC}/v1`, kind);
  const name = readText(expected, 'metadata', 'name');
  const namespace = resource.namespaced ? readText(expected, 'metadata', 'namespace') : '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const existing = await ignoring(context.get(resource, namespace, name), 'NotFound');
    const result = kind.endsWith('Binding')
      ? reconciledBinding(existing as never, expected as never, flags.bool('remove-extra-subjects'))
      : reconciledRole(existing as never, expected as never, flags.bool('remove-extra-permissions'));
    if (result.isProtected || !write || result.operation === 'none') return result;
    const object = result.object as unknown as JsonObject;
    if (result.operation === 'update') {
      const at = { method: 'PUT', resource, namespace, name, body: object } as const;
      const answer = await ignoring(context.request(at), 'NotFound');
      if (answer !== undefined) return { ...result, object: answer.body as object };
      continue;
    }
    if (result.operation === 'recreate') {
      const body = { preconditions: { uid: (existing as RoleBinding).metadata.uid } };
      await ignoring(context.request({ method: 'DELETE', resource, namespace, name, body }), 'NotFound');
    } else await ensureNamespace(resource, namespace, context);
    const answer = await ignoring(
      context.request({ method: 'POST', resource, namespace, body: object }),
      'AlreadyExists',
    );
    if (answer !== undefined) return { ...result, object: answer.body as object };
  }
  throw new KubectlError('exceeded maximum attempts');
}

/** Models tryEnsureNamespace: whoever may not look for namespaces or make them does without. */
async function ensureNamespace({ namespaced }: ApiResource, namespace: string, context: KubectlContext): Promise<void> {
  if (!namespaced) return;
  if (namespace === '') throw new KubectlError('resource name may not be empty');
  const found = await ignoring(
    context.raw({ method: 'GET', path: `/api/v1/namespaces/${namespace}` }),
    'NotFound',
    'Forbidden',
  );
  if (found !== undefined) return;
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  await ignoring(context.raw({ method: 'POST', path: '/api/v1/namespaces', body }), 'AlreadyExists', 'Forbidden');
}

async function ignoring<T>(asked: Promise<T>, ...reasons: readonly string[]): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiError && reasons.includes(error.reason)) return undefined;
    throw error;
  }
}

/** Models printResults. */
function remarks(result: Reconciled<object>, { flags }: ParsedCommand): string {
  if (result.operation === 'none') return '';
  const caveat = result.isProtected
    ? `, but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)`
    : '';
  const part = (title: string, items: readonly string[], shown = true) =>
    items.length === 0 || !shown ? '' : `\t${title}:\n${items.map((item) => `\t\t${item}\n`).join('')}`;
  return [
    `\treconciliation required ${result.operation}${caveat}\n`,
    part('missing subjects added', result.missingSubjects.map(subjectText)),
    part('extra subjects removed', result.extraSubjects.map(subjectText), flags.bool('remove-extra-subjects')),
    part('missing rules added', result.missingRules.map(ruleText)),
    part('extra rules removed', result.extraRules.map(ruleText), flags.bool('remove-extra-permissions')),
  ].join('');
}

/** As Go prints the struct with %+v. */
const subjectText = ({ kind, apiGroup = '', name, namespace = '' }: Subject): string =>
  `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;

function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const list = (texts: readonly string[] = []) => `[${texts.join(' ')}]`;
  return `{Verbs:${list(verbs)} APIGroups:${list(apiGroups)} Resources:${list(resources)} ResourceNames:${list(resourceNames)} NonResourceURLs:${list(nonResourceURLs)}}`;
}
