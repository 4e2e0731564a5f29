import { goQuote } from '../api/go-quote.ts';
import type { Query } from '../api/transport.ts';
import { manifestInfos } from './builder-files.ts';
import type { ApiResource, KubectlContext } from './context.ts';
import type { KubectlIo } from './io.ts';
import { type JsonObject, readList, readText } from './json.ts';
import { ErrorList, KubectlError, notSimulated, throwAll } from './kubectl-error.ts';
import { listError } from './list-error.ts';
import { expandCategories, parseResourceArgs } from './resource-args.ts';
import { fetchInfo, type ResourceInfo } from './resource-info.ts';

/** Which objects a command wants. Models the settings of cli-runtime resource.Builder. */
export interface BuilderOptions {
  readonly args?: readonly string[];
  readonly filenames?: readonly string[];
  readonly kustomize?: string;
  readonly recursive?: boolean;
  readonly selector?: string;
  readonly fieldSelector?: string;
  /** `--all`. */
  readonly all?: boolean;
  readonly allNamespaces?: boolean;
  /** A type without names means all of its objects (`get`, `describe`). */
  readonly allowEmptySelector?: boolean;
  /** Nothing is asked of the server: only files. */
  readonly local?: boolean;
  /** Objects from files are read anew from the server. */
  readonly latest?: boolean;
  /** Objects named by arguments are read from the server; true when absent. */
  readonly requireObject?: boolean;
  readonly continueOnError?: boolean;
  readonly singleResourceType?: boolean;
  readonly chunkSize?: number;
  readonly subresource?: string;
  /** What reads ask for, such as Tables. A Table answer to a list becomes one info. */
  readonly accept?: string;
  /** Added to the query of every read. */
  readonly query?: Query;
}

export interface BuilderResult {
  /** At most one object can come of it. */
  readonly singleItemImplied: boolean;
  /** Objects were named one by one, so a missing one is an error. */
  readonly targetsSingleItems: boolean;
  /** Calls `use` for each object in order. Failures end it, or with `continueOnError` are thrown together at the end. */
  visit(use: (info: ResourceInfo) => Promise<void>): Promise<void>;
  infos(): Promise<readonly ResourceInfo[]>;
}

/** Hands objects to `emit` one after the other; a failure that belongs to one object goes to `fail`. */
export type InfoSource = (emit: (info: ResourceInfo) => Promise<void>, fail: (error: unknown) => void) => Promise<void>;

/** Neither files nor resources were named. */
export const missingResource = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** Finds the objects a command was asked to work on. Throws for arguments that do not go together. */
export async function buildResources(
  options: BuilderOptions,
  context: KubectlContext,
  io: KubectlIo,
): Promise<BuilderResult> {
  const filenames = options.filenames ?? [];
  if (options.kustomize) {
    if (filenames.length > 0) throw new KubectlError('only one of -f or -k can be specified');
    throw notSimulated('kustomize (-k)');
  }
  const selector = options.selector?.trim() || undefined;
  const fieldSelector = options.fieldSelector?.trim() || undefined;
  if (options.all && (selector !== undefined || fieldSelector !== undefined)) {
    const [which, text] = selector !== undefined ? ['label', options.selector] : ['field', options.fieldSelector];
    throw new KubectlError(
      `found non-empty ${which} selector ${goQuote(text ?? '')} with previously set 'all' parameter. `,
    );
  }
  const named = parseResourceArgs(options.args ?? []);
  const types = named.kind === 'types' ? named.types : [];
  const names = named.kind === 'types' ? named.names : [];
  const tuples = named.kind === 'tuples' ? named.tuples : [];

  if (filenames.length > 0) {
    if (types.length > 0) {
      throw new KubectlError(
        'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      );
    }
    if (tuples.length > 0)
      throw new KubectlError('resource/name arguments cannot be provided when a path is specified');
    const files = await manifestInfos({ ...options, filenames, selector }, context, io);
    return result(files.source, options, context, files.single, true);
  }
  const bulk = options.all === true || selector !== undefined || fieldSelector !== undefined;
  if (bulk || (options.allowEmptySelector === true && types.length > 0 && names.length === 0)) {
    if (names.length > 0) throw new KubectlError('name cannot be provided when a selector is specified');
    if (tuples.length > 0) {
      throw new KubectlError('selectors and the all flag cannot be used when passing resource/name arguments');
    }
    if (types.length === 0) throw new KubectlError('at least one resource must be specified to use a selector');
    if (options.subresource) throw new KubectlError('subresource cannot be used when bulk resources are specified');
    const resources = await resourcesOf(types, options, context);
    const sources = resources.map((one) => listSource(one, selector, fieldSelector, options, context));
    return result(inOrder(sources, options), options, context, false, false);
  }
  if (tuples.length > 0) {
    const found = new Map<string, ApiResource>();
    for (const { type } of tuples) if (!found.has(type)) found.set(type, await context.resource(type));
    if (
      options.singleResourceType &&
      new Set([...found.values()].map((one) => `${one.plural}.${one.group}`)).size > 1
    ) {
      throw new KubectlError('you may only specify a single resource type');
    }
    const infos = tuples.map(({ type, name }) => namedInfo(found.get(type)!, name, options, context));
    return result(fixed(infos), options, context, tuples.length === 1, true);
  }
  if (names.length > 0) {
    const resources = await resourcesOf(types, options, context);
    if (resources.length > 1) throw new KubectlError('you must specify only one resource');
    const infos = names.map((name) => namedInfo(resources[0]!, name, options, context));
    return result(fixed(infos), options, context, names.length === 1, true);
  }
  if (types.length > 0) {
    await resourcesOf(types, options, context);
    throw new KubectlError('resource(s) were provided, but no name was specified');
  }
  throw new KubectlError(missingResource);
}

async function resourcesOf(
  types: readonly string[],
  options: BuilderOptions,
  context: KubectlContext,
): Promise<readonly ApiResource[]> {
  const expanded = expandCategories(types, await context.resources());
  if (expanded.length > 1 && options.singleResourceType)
    throw new KubectlError('you may only specify a single resource type');
  const found: ApiResource[] = [];
  for (const type of expanded) {
    const resource = await context.resource(type);
    if (!found.some((one) => one.kind === resource.kind && one.group === resource.group)) found.push(resource);
  }
  return found;
}

function namedInfo(
  resource: ApiResource,
  name: string,
  options: BuilderOptions,
  context: KubectlContext,
): ResourceInfo {
  if (resource.namespaced && options.allNamespaces) {
    throw new KubectlError('a resource cannot be retrieved by name across all namespaces');
  }
  const namespace = resource.namespaced ? context.namespace : '';
  return {
    resource,
    namespace,
    name,
    source: '',
    object: undefined,
    ...(options.subresource ? { subresource: options.subresource } : {}),
  };
}

const fixed =
  (infos: readonly ResourceInfo[]): InfoSource =>
  async (emit, fail) => {
    for (const info of infos) await emit(info).catch(fail);
  };

function listSource(
  resource: ApiResource,
  selector: string | undefined,
  fieldSelector: string | undefined,
  options: BuilderOptions,
  context: KubectlContext,
): InfoSource {
  return async (emit, fail) => {
    const namespace = options.allNamespaces ? '' : context.namespace;
    let next = '';
    do {
      const query: Query = {
        ...options.query,
        ...(selector === undefined ? {} : { labelSelector: selector }),
        ...(fieldSelector === undefined ? {} : { fieldSelector }),
        ...(options.chunkSize ? { limit: String(options.chunkSize) } : {}),
        ...(next === '' ? {} : { continue: next }),
      };
      const { body } = await context
        .request({ method: 'GET', resource, namespace, query, accept: options.accept })
        .catch((error: unknown) => {
          throw listError(error, resource, selector, fieldSelector);
        });
      const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
      if (readText(body, 'kind') === 'Table') {
        await emit({ resource, namespace, name: '', source: '', object: body as JsonObject }).catch(fail);
      }
      for (const item of readList(body, 'items')) {
        const object = { apiVersion, kind: resource.kind, ...(item as JsonObject) };
        await emit({
          resource,
          namespace: readText(object, 'metadata', 'namespace'),
          name: readText(object, 'metadata', 'name'),
          source: '',
          object,
        }).catch(fail);
      }
      next = readText(body, 'metadata', 'continue');
    } while (next !== '');
  };
}

function inOrder(sources: readonly InfoSource[], options: BuilderOptions): InfoSource {
  return async (emit, fail) => {
    for (const source of sources) {
      if (options.continueOnError) await source(emit, fail).catch(fail);
      else await source(emit, fail);
    }
  };
}

function result(
  source: InfoSource,
  options: BuilderOptions,
  context: KubectlContext,
  singleItemImplied: boolean,
  targetsSingleItems: boolean,
): BuilderResult {
  async function visit(use: (info: ResourceInfo) => Promise<void>): Promise<void> {
    const errors: unknown[] = [];
    const fail = (error: unknown) => {
      if (!options.continueOnError) throw error;
      errors.push(...(error instanceof ErrorList ? error.errors : [error]));
    };
    const emit = async (info: ResourceInfo) => {
      const wanted = options.latest === true && info.source !== '' ? info.name !== '' : info.object === undefined;
      if (wanted && options.requireObject !== false && options.local !== true) await fetchInfo(info, context, options);
      await use(info);
    };
    try {
      await source(emit, fail);
    } catch (error) {
      fail(error);
    }
    throwAll(errors);
  }
  return {
    singleItemImplied,
    targetsSingleItems,
    visit,
    async infos() {
      const all: ResourceInfo[] = [];
      await visit(async (info) => {
        all.push(info);
      });
      return all;
    },
  };
}
