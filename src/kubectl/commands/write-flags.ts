import { goQuote } from '../../api/go-quote.ts';
import type { Flag, FlagValues } from '../command.ts';
import { KubectlError } from '../kubectl-error.ts';

/** Flags that many writing commands share. Models kubectl/pkg/cmd/util/helpers.go. */
export const printFlags: readonly Flag[] = [
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: 'true',
    help: 'If true, ignore any errors in templates when a field or map key is missing in the template. Only applies to golang and jsonpath output formats.',
  },
  {
    name: 'output',
    shorthand: 'o',
    type: 'string',
    help: 'Output format. One of: (json, yaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
    values: [
      'json',
      'yaml',
      'name',
      'go-template',
      'go-template-file',
      'jsonpath',
      'jsonpath-as-json',
      'jsonpath-file',
    ],
  },
  {
    name: 'show-managed-fields',
    type: 'bool',
    help: 'If true, keep the managedFields when printing objects in JSON or YAML format.',
  },
  {
    name: 'template',
    type: 'string',
    help: 'Template string or path to template file to use when -o=go-template, -o=go-template-file. The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview].',
  },
];

export const dryRunFlag: Flag = {
  name: 'dry-run',
  type: 'string',
  default: 'none',
  noValue: 'unchanged',
  help: 'Must be "none", "server", or "client". If client strategy, only print the object that would be sent, without sending it. If server strategy, submit server-side request without persisting the resource.',
  values: ['none', 'server', 'client'],
};

export const filenameFlags: readonly Flag[] = [
  {
    name: 'filename',
    shorthand: 'f',
    type: 'stringSlice',
    help: 'Filename, directory, or URL to files identifying the resource.',
  },
  {
    name: 'kustomize',
    shorthand: 'k',
    type: 'string',
    help: "Process the kustomization directory. This flag can't be used together with -f or -R.",
  },
  {
    name: 'recursive',
    shorthand: 'R',
    type: 'bool',
    help: 'Process the directory used in -f, --filename recursively. Useful when you want to manage related manifests organized within the same directory.',
  },
];

/** The flags for files, with a command's own words for what the files hold. */
export const filesFor = (what: string): readonly Flag[] =>
  filenameFlags.map((flag) =>
    flag.name === 'filename' ? { ...flag, help: `Filename, directory, or URL to files ${what}` } : flag,
  );

export const selectorFlag: Flag = {
  name: 'selector',
  shorthand: 'l',
  type: 'string',
  help: "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'.(e.g. -l key1=value1,key2=value2,key3 in (value3)). Matching objects must satisfy all of the specified label constraints.",
};

export const fieldSelectorFlag: Flag = {
  name: 'field-selector',
  type: 'string',
  help: "Selector (field query) to filter on, supports '=', '==', and '!='.(e.g. --field-selector key1=value1,key2=value2). The server only supports a limited number of field queries per type.",
};

export const allFlag: Flag = {
  name: 'all',
  type: 'bool',
  help: 'Select all resources, in the namespace of the specified resource types',
};

export const localFlag: Flag = {
  name: 'local',
  type: 'bool',
  help: 'If true, the command will NOT contact api-server but run locally.',
};

export const validateFlag: Flag = {
  name: 'validate',
  type: 'string',
  default: 'strict',
  noValue: 'strict',
  help: 'Must be one of: strict (or true), warn, ignore (or false). "true" or "strict" will use a schema to validate the input and fail the request if invalid. It will perform server side validation if ServerSideFieldValidation is enabled on the api-server, but will fall back to less reliable client-side validation if not. "warn" will warn about unknown or duplicate fields without blocking the request if server-side field validation is enabled on the API server, and behave as "ignore" otherwise. "false" or "ignore" will not perform any schema validation, silently dropping any unknown or duplicate fields.',
  values: ['strict', 'warn', 'ignore'],
};

export const saveConfigFlag: Flag = {
  name: 'save-config',
  type: 'bool',
  help: 'If true, the configuration of current object will be saved in its annotation. Otherwise, the annotation will be unchanged. This flag is useful when you want to perform kubectl apply on this object in the future.',
};

export const recordFlag: Flag = {
  name: 'record',
  type: 'bool',
  hidden: true,
  deprecated: '--record will be removed in the future',
  help: 'Record current kubectl command in the resource annotation. If set to false, do not record the command. If set to true, record the command. If not set, default to updating the existing annotation value only if one already exists.',
};

export const fieldManagerFlag = (manager: string): Flag => ({
  name: 'field-manager',
  type: 'string',
  default: manager,
  help: 'Name of the manager used to track field ownership.',
});

export type DryRun = 'none' | 'client' | 'server';

/** Models cmdutil.GetDryRunStrategy; without a value, and as a boolean, the flag is an old way to say `client`. */
export function dryRunOf(flags: FlagValues): DryRun {
  const text = flags.string('dry-run');
  if (text === 'none' || text === 'client' || text === 'server') return text;
  const old = oldDryRun(text);
  if (old !== undefined) return old;
  throw new KubectlError(`Invalid dry-run value (${text}). Must be "none", "server", or "client".`);
}

/** What whoever gives the flag in an old way is told; undefined otherwise. */
export function dryRunAdvice(flags: FlagValues): { readonly place: string; readonly text: string } | undefined {
  if (!flags.has('dry-run') || !flags.changed('dry-run')) return undefined;
  const given = flags.string('dry-run');
  const meant = oldDryRun(given);
  if (meant === undefined) return undefined;
  const instead = `and can be replaced with --dry-run=${meant}.`;
  if (given === NO_VALUE) return { place: 'helpers.go:703', text: `--dry-run is deprecated ${instead}` };
  const place = meant === 'client' ? 'helpers.go:717' : 'helpers.go:720';
  return { place, text: `--dry-run=${given} is deprecated (boolean value) ${instead}` };
}

const NO_VALUE = 'unchanged';

/** Models Go's strconv.ParseBool. */
function oldDryRun(text: string): 'none' | 'client' | undefined {
  if (text === NO_VALUE || ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return 'client';
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text) ? 'none' : undefined;
}

/** The query of a write: who writes, dry run, field validation. */
export function writeQuery(flags: FlagValues, dryRun: DryRun = 'none'): Record<string, string> {
  return {
    ...(dryRun === 'server' ? { dryRun: 'All' } : {}),
    ...(flags.has('field-manager') ? { fieldManager: flags.string('field-manager') } : {}),
    ...(flags.has('validate') ? { fieldValidation: fieldValidation(flags.string('validate')) } : {}),
  };
}

/** Models cmdutil.GetValidationDirective. */
function fieldValidation(text: string): string {
  if (text === 'strict' || text === 'true') return 'Strict';
  if (text === 'warn') return 'Warn';
  if (text === 'ignore' || text === 'false') return 'Ignore';
  throw new KubectlError(
    `invalid - validate option ${goQuote(text)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}

/** The parts of BuilderOptions that come from the shared flags a command declares. */
export function builderFlags(flags: FlagValues): {
  readonly filenames?: readonly string[];
  readonly kustomize?: string;
  readonly recursive?: boolean;
  readonly selector?: string;
  readonly fieldSelector?: string;
  readonly all?: boolean;
  readonly allNamespaces?: boolean;
  readonly local?: boolean;
} {
  return {
    ...(flags.has('filename')
      ? { filenames: flags.list('filename'), kustomize: kustomizeOf(flags), recursive: flags.bool('recursive') }
      : {}),
    ...(flags.has('selector') ? { selector: flags.string('selector') } : {}),
    ...(flags.has('field-selector') ? { fieldSelector: flags.string('field-selector') } : {}),
    ...(flags.has('all') ? { all: flags.bool('all') } : {}),
    ...(flags.has('all-namespaces') ? { allNamespaces: flags.bool('all-namespaces') } : {}),
    ...(flags.has('local') ? { local: flags.bool('local') } : {}),
  };
}

/** Whether -f or -k was given. */
export function hasFiles(flags: FlagValues): boolean {
  return flags.list('filename').length > 0 || kustomizeOf(flags) !== '';
}

/** Models resource.FilenameOptions RequireFilenameOrKustomize. */
export function requireFiles(flags: FlagValues): void {
  if (flags.list('filename').length > 0 && kustomizeOf(flags) !== '') {
    throw new KubectlError('only one of -f or -k can be specified');
  }
  if (!hasFiles(flags)) throw new KubectlError('must specify one of -f and -k');
}

const kustomizeOf = (flags: FlagValues): string => (flags.has('kustomize') ? flags.string('kustomize') : '');
