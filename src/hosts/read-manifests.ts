import { decodeProblems } from '../api/decode.ts';
import { goJson } from '../api/go-json.ts';
import { goQuote } from '../api/go-quote.ts';
import type { Draft } from '../api/object.ts';
import { typeOf } from '../api/schema.ts';
import type { Pod } from '../api/types/pod.ts';
import { parseYamlDocuments } from '../api/yaml.ts';
import type { KlogLine } from '../cluster/kubelet/machine-journal.ts';
import type { FileSystem } from '../shell/file-system.ts';

/** Says what Kubernetes finds wrong with a pod; undefined: nothing. */
export type ValidatePod = (draft: Draft<Pod>) => string | undefined;

export interface ManifestsRead {
  readonly drafts: ReadonlyMap<string, Draft<Pod>>;
  readonly lines: readonly KlogLine[];
}

/** The static pods that a directory asks for, and what the kubelet logs about the rest. Models config/file.go extractFromDir. */
export function readManifests(files: FileSystem, directory: string, validate: ValidatePod): ManifestsRead {
  const drafts = new Map<string, Draft<Pod>>();
  const lines: KlogLine[] = [];
  const log = (source: string, text: string) => lines.push({ level: 'E', source, text });
  if (directory === '') return { drafts, lines };
  if (files.kind(directory) !== 'directory') {
    log(
      'file_linux.go:61',
      `"Unable to read config path" err="path does not exist, ignoring" path=${goQuote(directory)}`,
    );
    return { drafts, lines };
  }
  for (const name of files.list(directory)) {
    const path = `${directory}/${name}`;
    if (name.startsWith('.')) continue;
    if (files.kind(path) === 'directory') {
      log(
        'file.go:181',
        `"Provided manifest path is a directory, not recursing into manifest path" path=${goQuote(path)}`,
      );
      continue;
    }
    const read = readManifest(files.read(path) ?? '', validate);
    if ('draft' in read) drafts.set(name, read.draft);
    else {
      const why = read.parsed
        ? read.problem
        : `${path}: couldn't parse as pod(${read.problem}), please check config file`;
      log('file.go:187', `"Could not process manifest file" err=${goQuote(why)} path=${goQuote(path)}`);
    }
  }
  return { drafts, lines };
}

type PodRead = { readonly draft: Draft<Pod> } | { readonly parsed: boolean; readonly problem: string };

/** The pod that a manifest asks for, or what is wrong with it. Models config/common.go tryDecodeSinglePod. */
export function readManifest(text: string, validate: ValidatePod = () => undefined): PodRead {
  const [first] = parseYamlDocuments(text);
  if (first?.error !== undefined) return { parsed: false, problem: plainYamlError(first.error.message) };
  const value = first?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { parsed: false, problem: `Object 'Kind' is missing in '${goJson(value ?? null)}'` };
  }
  const { kind, apiVersion } = value as { kind?: unknown; apiVersion?: unknown };
  if (typeof kind !== 'string' || kind === '') {
    return { parsed: false, problem: `Object 'Kind' is missing in '${goJson(value)}'` };
  }
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    return { parsed: false, problem: `Object 'apiVersion' is missing in '${goJson(value)}'` };
  }
  if (kind !== 'Pod' || apiVersion !== 'v1') {
    const group = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
    const [name, version] = [group.split('/')[0], group.split('/')[1]];
    const problem = `no kind ${goQuote(kind)} is registered for version ${goQuote(name === '' ? version! : group)} in scheme "pkg/api/legacyscheme/scheme.go:30"`;
    return { parsed: false, problem };
  }
  const { error } = decodeProblems(typeOf('', 'v1', 'Pod')!, value);
  if (error !== undefined) return { parsed: false, problem: error };
  const draft = value as Draft<Pod>;
  if (!Array.isArray(draft.spec?.containers) || draft.metadata === undefined) {
    return { parsed: true, problem: 'invalid pod: spec.containers: Required value' };
  }
  const invalid = validate(draft);
  return invalid === undefined ? { draft } : { parsed: true, problem: `invalid pod: ${invalid}` };
}

/** The kubelet tells what the YAML reader said without what kubectl puts in front of it. */
export const plainYamlError = (message: string): string => message.replace(/^error converting YAML to JSON: /, '');
