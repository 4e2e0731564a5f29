import { isSelectorError, parseLabelSelector } from '../../../api/labels.ts';
import { createTwoWayPatch } from '../../../api/patch/three-way-patch.ts';
import { typeOfObject } from '../../apply/type-of-object.ts';
import type { KubectlCommand } from '../../command.ts';
import { type JsonObject, withPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { buildResources } from '../../resource-builder.ts';
import { recorded } from '../change-cause.ts';
import { sendPatch } from '../patch-info.ts';
import { resultPrinter } from '../result-printer.ts';
import {
  builderFlags,
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  filenameFlags,
  localFlag,
  printFlags,
  recordFlag,
  writeQuery,
} from '../write-flags.ts';
import { refuseLocalNames } from './change-pod-specs.ts';

const OPERATION = 'selector updated';

/** Models kubectl/pkg/cmd/set/set_selector.go. */
export const setSelectorCommand: KubectlCommand = {
  name: 'selector',
  short: 'Set the selector on a resource',
  long: `Set the selector on a resource. Note that the new selector will overwrite the old selector if the resource had one prior to the invocation of 'set selector'.

 A selector must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters. If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used. Note: currently selectors can only be set on Service objects.`,
  examples: `  # Set the labels and selector before creating a deployment/service pair
  kubectl create service clusterip my-svc --clusterip="None" -o yaml --dry-run=client | kubectl set selector --local -f - 'environment=qa' -o yaml | kubectl create -f -
  kubectl create deployment my-dep -o yaml --dry-run=client | kubectl label --local -f - environment=qa -o yaml | kubectl create -f -`,
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  completes: 'resource-then-name',
  flags: [
    { name: 'all', type: 'bool', help: 'Select all resources in the namespace of the specified resource types' },
    dryRunFlag,
    fieldManagerFlag('kubectl-set'),
    ...filenameFlags
      .filter(({ name }) => name !== 'kustomize')
      .map((flag) =>
        flag.name === 'recursive' ? { ...flag, default: 'true' } : { ...flag, help: 'identifying the resource.' },
      ),
    { ...localFlag, help: 'If true, annotation will NOT contact api-server but run locally.' },
    ...printFlags,
    recordFlag,
    {
      name: 'resource-version',
      type: 'string',
      help: 'If non-empty, the selectors update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.',
    },
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    const last = args.at(-1);
    if (last === undefined) throw new KubectlError('one selector is required');
    const resources = args.slice(0, -1);
    const selector = labelsIn(last);
    const printer = resultPrinter(flags, dryRun, io);
    refuseLocalNames(resources, flags);
    const local = flags.bool('local');
    const { all, ...asked } = builderFlags(flags);
    const found = await buildResources(
      { ...asked, args: resources, allowEmptySelector: all === true, continueOnError: true, latest: !local },
      context,
      io,
    );
    const version = flags.string('resource-version');
    await found.visit(async (info) => {
      const given = (info.object ?? {}) as JsonObject;
      if (info.resource.kind !== 'Service') throw new KubectlError('setting a selector is only supported for Services');
      const selected = withPath(given, ['spec', 'selector'], selector);
      const after = recorded(
        version === '' ? selected : withPath(selected, ['metadata', 'resourceVersion'], version),
        command,
      );
      if (local || dryRun === 'client') {
        await printer.print(withZeros(after), OPERATION);
        return;
      }
      // A resource version that was asked for is always part of the patch.
      const before = version === '' ? given : withPath(given, ['metadata', 'resourceVersion'], '');
      const patch = createTwoWayPatch({ ...before }, { ...after }, typeOfObject(given));
      await printer.print(await sendPatch(info, 'strategic', patch, writeQuery(flags, dryRun), context), OPERATION);
    });
    return 0;
  },
};

/** `a=b,c=d`. Models meta/v1 ParseToLabelSelector, of which Services take the plain equalities only. */
function labelsIn(text: string): Readonly<Record<string, string>> {
  const requirements = parseLabelSelector(text);
  if (isSelectorError(requirements)) {
    throw new KubectlError(`couldn't parse the selector string "${text}": ${requirements.error}`);
  }
  const odd = requirements.find(({ operator }) => operator === 'gt' || operator === 'lt' || operator === '!=');
  if (odd !== undefined) {
    throw new KubectlError(
      odd.operator === '!='
        ? '"!=" is not a valid label selector operator'
        : `"${odd.operator}" isn't supported in label selectors`,
    );
  }
  const equal = requirements.filter(({ operator }) => operator === '=' || operator === '==');
  const others = requirements.filter((one) => !equal.includes(one));
  if (others.length > 0) {
    const shown = others.map(
      ({ key, operator, values }) => `{${key} ${GO_OPERATORS[operator] ?? operator} [${values.join(' ')}]}`,
    );
    throw new KubectlError(`match expression [${shown.join(' ')}] not supported on this object`);
  }
  return Object.fromEntries(equal.map(({ key, values }) => [key, values[0] ?? '']));
}

const GO_OPERATORS: Readonly<Record<string, string>> = {
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

/** What comes from a file lacks what Go writes of an empty Service. */
const withZeros = (object: JsonObject): JsonObject => ({
  ...object,
  metadata: { creationTimestamp: null, ...(object.metadata as JsonObject) },
  status: object.status ?? { loadBalancer: {} },
});
