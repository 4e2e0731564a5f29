import type { KubeObject } from '../../api/object.ts';
import type { Resource } from '../../api/resources.ts';
import type { FieldError } from './field-error.ts';
import type { UpdatePath } from './rest/update.ts';

/** A cell of a table: what the server prints for one column of one object. */
export type Cell = string | number | boolean | null;

export interface ColumnDefinition {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
}

/** What a kind may need to know to print itself. */
export interface TableContext {
  readonly nowMs: number;
}

/** How a kind with replicas is scaled: what its `scale` subresource (autoscaling/v1 Scale) reads and writes. */
export interface ScaleRules<T extends KubeObject = KubeObject> {
  replicas(object: T): number;
  withReplicas(object: T, replicas: number): T;
  /** Where the replicas are, if not in `spec.replicas`. */
  readonly replicasPath?: readonly string[];
  statusReplicas(object: T): number;
  /** The selector of the pods as text: `app=web`. */
  selector(object: T): string;
}

/** Whether a component of the control plane (`kube-scheduler`) runs. */
export type ComponentHealth = (component: string) => boolean;

/** What kinds that are never stored are made of. */
export interface Computation {
  readonly isRunning: ComponentHealth;
  /** Every group version that is served. */
  readonly groupVersions: readonly string[];
}

/** A second group version in which the stored objects of a kind are served: `events.k8s.io/v1`. */
export interface OtherVersion<T extends KubeObject = KubeObject> {
  readonly groupVersion: string;
  /** The schema type of objects whose kind a cluster defines itself. */
  readonly type?: string;
  toServed(object: T): KubeObject;
  fromServed(object: KubeObject): T;
  /** What only requests in this version must fulfil. `old` is missing for a new object. */
  validate?(object: T, old: T | undefined): readonly FieldError[];
  /** The field selectors of this version and what the kind itself calls them; without it they are the kind's own. */
  readonly selectable?: Readonly<Record<string, string>>;
}

/**
 * All that the generic registry must know about a kind. Objects are frozen: every function returns a new object, or
 * the one it was given when nothing changes.
 */
export interface Strategy<T extends KubeObject = KubeObject> {
  readonly resource: Resource<T>;
  /** The subresources served besides the object itself: status, scale, binding ... */
  readonly subresources?: readonly string[];
  /** For kinds that are never stored: what there is at the moment. They can only be read. */
  computed?(from: Computation): readonly T[];
  /** What is not simulated, so that objects of this kind cannot be written. */
  readonly refuses?: string;
  /** Makes `scale` work; the subresource is listed in `subresources` too. */
  readonly scale?: ScaleRules<T>;
  /** Further group versions over the same storage. */
  readonly otherVersions?: readonly OtherVersion<T>[];
  /** What is wrong with a name of this kind. */
  nameErrors(name: string, prefix: boolean): readonly string[];
  /** Fills in what a client left out. Models the kind's SetDefaults functions. */
  defaults?(object: T): T;
  prepareForCreate?(object: T): T;
  prepareForUpdate?(object: T, old: T): T;
  prepareForStatusUpdate?(object: T, old: T): T;
  validate?(object: T): readonly FieldError[];
  validateUpdate?(object: T, old: T): readonly FieldError[];
  validateStatusUpdate?(object: T, old: T): readonly FieldError[];
  /** Said with every answer about a version of a kind that will go: which it is, and what to use instead. */
  readonly deprecation?: string;
  /** Advice sent with a successful write in Warning headers. */
  warnings?(object: T, old: T | undefined): readonly string[];
  /** Whether PUT may come without a resourceVersion. Most may; false only for a few. */
  readonly needsResourceVersion?: boolean;
  /** Whether PUT makes an object that is not there. Models AllowCreateOnUpdate. */
  readonly createsOnUpdate?: boolean;
  /** The rules of subresources other than status that have the object's own shape. */
  subresourcePath?(subresource: string): UpdatePath | undefined;
  /** For kinds that end gracefully: the grace period of a deletion that asked for `requested` seconds. */
  graceSeconds?(object: T, requested: number | undefined): number;
  /** What deleting does besides setting metadata; for namespaces. */
  markTerminating?(object: T): T;
  /** True while the object must stay although it has no finalizers in its metadata. */
  held?(object: T): boolean;
  /** Fields for field selectors besides metadata.name and metadata.namespace. */
  readonly fields?: Readonly<Record<string, (object: T) => string>>;
  /** Says that a field is not for selecting; most kinds share the default sentence. */
  unknownField?(field: string): string;
  /** The columns of the server's table, where no recorded facts say them. */
  readonly columns?: readonly ColumnDefinition[];
  /** The cells of the server's table, in the order of its columns. */
  cells(object: T, context: TableContext): readonly Cell[];
}

export type AnyStrategy = Strategy<KubeObject>;

/** Hides the object type of a strategy, so that strategies of all kinds fit one list. */
export const strategy = <T extends KubeObject>(of: Strategy<T>): AnyStrategy => of as unknown as AnyStrategy;

/** How the store and messages name a resource: `pods`, `daemonsets.apps`. */
export function resourceName(resource: Resource): string {
  if (resource.group === '') return resource.plural;
  let name = names.get(resource);
  if (name === undefined) {
    name = `${resource.plural}.${resource.group}`;
    names.set(resource, name);
  }
  return name;
}

/** Every look-up asks for its resource's name, and a text put together anew must be hashed anew. */
const names = new WeakMap<Resource, string>();

/** Whether the kind is served in a group version: its own, or another one it declares. */
export function isServedIn({ resource, otherVersions }: AnyStrategy, groupVersion: string): boolean {
  if (groupVersionOf(resource) === groupVersion) return true;
  return otherVersions?.some((other) => other.groupVersion === groupVersion) === true;
}

/** `v1`, `apps/v1`. */
export function groupVersionOf(resource: Pick<Resource, 'group' | 'version'>): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}
