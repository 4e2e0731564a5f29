import { goQuote } from '../api/go-quote.ts';
import { isSelectorError, parseLabelSelector, selectorMatches } from '../api/labels.ts';
import type { ApiResource, KubectlContext } from './context.ts';
import { decodeManifest } from './decode-manifest.ts';
import { splitGroupVersion } from './discovery.ts';
import type { KubectlIo } from './io.ts';
import { isJsonObject, type JsonObject, readList, readPath, readText, withoutPath, withPath } from './json.ts';
import { KubectlError, NoMatchError, notSimulated } from './kubectl-error.ts';
import { manifestFiles } from './manifest-files.ts';
import { parseManifest } from './read-manifest.ts';
import type { BuilderOptions, InfoSource } from './resource-builder.ts';
import type { ResourceInfo } from './resource-info.ts';

interface ManifestOptions extends BuilderOptions {
  readonly filenames: readonly string[];
}

/** The objects in the files, directories and standard input that `-f` names. Models the path visitors of cli-runtime. */
export async function manifestInfos(
  options: ManifestOptions,
  context: KubectlContext,
  io: KubectlIo,
): Promise<{ readonly source: InfoSource; readonly single: boolean }> {
  if (options.filenames.filter((name) => name === '-').length > 1) {
    throw new KubectlError('standard input cannot be used for multiple arguments');
  }
  const paths: string[] = [];
  let single = options.filenames.length === 1;
  for (const filename of options.filenames) {
    if (/^https?:\/\//.test(filename)) throw notSimulated(`reading manifests from a URL (${filename})`);
    // The simulated shell gives /dev/stdin no text of its own, and both mean the same.
    if (filename === '-' || filename === '/dev/stdin') {
      paths.push('STDIN');
      single = false;
      continue;
    }
    const files = manifestFiles(filename, options.recursive === true, io.files);
    if (files.length > 1) single = false;
    paths.push(...files);
  }
  const selector = options.selector === undefined ? undefined : parseLabelSelector(options.selector);
  if (selector !== undefined && isSelectorError(selector)) {
    throw new KubectlError(`the provided selector ${goQuote(options.selector ?? '')} is not valid: ${selector.error}`);
  }

  const source: InfoSource = async (emit, fail) => {
    for (const path of paths) {
      const text = path === 'STDIN' ? await io.readStdin() : (io.files.read(path) ?? '');
      for (const document of parseManifest(text)) {
        if ('error' in document) {
          fail(new KubectlError(`error parsing ${path}: ${document.error}`));
          break;
        }
        if (document.value === null || document.value === undefined) continue;
        const decoded = decodeManifest(document.value, path);
        if (decoded instanceof KubectlError) {
          fail(decoded);
          continue;
        }
        for (const object of flatten(decoded)) {
          const labels = readPath(object, 'metadata', 'labels');
          if (
            selector !== undefined &&
            !selectorMatches(selector, isJsonObject(labels) ? (labels as Record<string, string>) : {})
          )
            continue;
          try {
            await emit(await infoOf(object, path, options, context));
          } catch (error) {
            fail(error);
          }
        }
      }
    }
  };
  return { source, single };
}

/** A List becomes its items. Models cli-runtime FlattenListVisitor. */
function flatten(object: JsonObject): readonly JsonObject[] {
  if (!readText(object, 'kind').endsWith('List') || !Array.isArray(object.items)) return [object];
  return readList(object, 'items').filter(isJsonObject).flatMap(flatten);
}

async function infoOf(
  object: JsonObject,
  source: string,
  options: ManifestOptions,
  context: KubectlContext,
): Promise<ResourceInfo> {
  const name = readText(object, 'metadata', 'name');
  const ownNamespace = readText(object, 'metadata', 'namespace');
  if (options.local) {
    return { resource: guessResource(object), namespace: ownNamespace, name, source, object };
  }
  const resource = await resourceOf(object, name, ownNamespace, source, context);
  if (!resource.namespaced) {
    return {
      resource,
      namespace: '',
      name,
      source,
      object: ownNamespace === '' ? object : withoutPath(object, ['metadata', 'namespace']),
    };
  }
  if (ownNamespace !== '' && context.namespaceGiven && ownNamespace !== context.namespace) {
    throw new KubectlError(
      `the namespace from the provided object ${goQuote(ownNamespace)} does not match the namespace ${goQuote(context.namespace)}. You must pass '--namespace=${ownNamespace}' to perform this operation.`,
    );
  }
  if (ownNamespace !== '') return { resource, namespace: ownNamespace, name, source, object };
  return {
    resource,
    namespace: context.namespace,
    name,
    source,
    object: withPath(object, ['metadata', 'namespace'], context.namespace),
  };
}

async function resourceOf(
  object: JsonObject,
  name: string,
  namespace: string,
  source: string,
  context: KubectlContext,
): Promise<ApiResource> {
  try {
    return await context.resourceForKind(readText(object, 'apiVersion'), readText(object, 'kind'));
  } catch (error) {
    if (!(error instanceof NoMatchError)) throw error;
    throw new KubectlError(
      `resource mapping not found for name: ${goQuote(name)} namespace: ${goQuote(namespace)} from ${goQuote(source)}: ${error.message}\nensure CRDs are installed first`,
    );
  }
}

/** Without a server, the resource is guessed from the kind. Models meta.UnsafeGuessKindToResource. */
export function guessResource(object: JsonObject): ApiResource {
  const kind = readText(object, 'kind');
  const [group, version] = splitGroupVersion(readText(object, 'apiVersion'));
  const singular = kind.toLowerCase();
  const plural = /(s|x|ch|sh)$/.test(singular)
    ? `${singular}es`
    : singular.endsWith('y')
      ? `${singular.slice(0, -1)}ies`
      : `${singular}s`;
  return {
    group,
    version,
    plural,
    singular,
    kind,
    namespaced: readText(object, 'metadata', 'namespace') !== '',
    verbs: [],
    shortNames: [],
    categories: [],
  };
}
