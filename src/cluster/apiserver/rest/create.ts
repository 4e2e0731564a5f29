import { deepFreeze } from '../../../api/deep-freeze.ts';
import type { KubeObject, ObjectMeta } from '../../../api/object.ts';
import { formatTime } from '../../../api/time.ts';
import { withOwnership } from '../../store/ownership.ts';
import { type AdmissionAttempt, admit, validateAdmission, warnTo } from '../admission/admission-plugin.ts';
import type { Ownership } from '../managed-fields/ownership.ts';
import { alreadyExists, badRequest, invalidObject, unknownError } from '../refusals.ts';
import { type AnyStrategy, groupVersionOf, resourceName } from '../strategy.ts';
import { validateManagedFields } from '../validation/managed-fields.ts';
import { validateObjectMeta } from '../validation/object-meta.ts';
import { generateName, generateUid } from './generated-names.ts';
import { type RegistryContext, storeKey, type WriteOptions } from './registry-context.ts';
import { type Tracking, takeManagedFields, trackWriter } from './tracked-ownership.ts';

/** An object as it comes to the door: anything of its metadata may be missing. */
export type Incoming = Omit<KubeObject, 'metadata' | 'apiVersion' | 'kind'> & {
  readonly metadata?: Partial<ObjectMeta>;
};

const NAME_ATTEMPTS = 8;

/** Models apiserver registry/generic/registry Store.Create with rest.BeforeCreate. */
export function createObject(
  context: RegistryContext,
  strategy: AnyStrategy,
  namespace: string | undefined,
  incoming: Incoming,
  options: WriteOptions,
  tracking: Tracking = trackWriter(strategy, '', options),
): KubeObject {
  const { store, admission } = context;
  const { resource } = strategy;
  const nowMs = context.world.clock.now();
  const generated = incoming.metadata?.name === undefined || incoming.metadata.name === '';
  let object = withSystemFields(context, strategy, namespace, incoming);
  const taken = takeManagedFields(object);
  object = taken.object;
  if (strategy.defaults !== undefined) object = strategy.defaults(object);
  const came = object;
  const attempt: AdmissionAttempt = {
    operation: 'CREATE',
    strategy,
    subresource: '',
    namespace,
    name: object.metadata.name,
    old: undefined,
    user: options.user,
    nowMs,
    dryRun: options.dryRun === true,
    warn: warnTo(options.warnings),
  };
  // Kubernetes makes names after the object was changed by admission, whose refusals therefore know the prefix only.
  object = admit(admission, object, generated ? { ...attempt, name: prefixOf(object) } : attempt, store);
  if (strategy.prepareForCreate !== undefined) object = strategy.prepareForCreate(object);
  const ownership = tracking.ownership(undefined, came, object, taken.given, nowMs);
  const errors = [
    ...validateObjectMeta(object.metadata, strategy),
    ...(taken.given === undefined ? [] : validateManagedFields(ownership)),
    ...(strategy.validate === undefined ? [] : strategy.validate(object)),
  ];
  if (errors.length > 0) throw invalidObject(resource, object.metadata.name, errors);
  validateAdmission(admission, object, attempt, store);
  if (object.metadata.resourceVersion !== undefined && object.metadata.resourceVersion !== '') {
    throw unknownError('resourceVersion should not be set on objects to be created');
  }
  const name = resourceName(resource);
  for (let tries = 1; ; tries++) {
    const key = storeKey(namespace, object.metadata.name);
    if (options.dryRun === true) {
      if (store.get(name, key) === undefined) return dryRunOf(object, ownership);
    } else {
      const stored = store.put(name, key, object, 'absent', ownership);
      if (stored !== undefined) return stored;
    }
    const prefix = object.metadata.generateName;
    if (!generated || prefix === undefined || tries === NAME_ATTEMPTS) {
      throw alreadyExists(resource, object.metadata.name);
    }
    object = { ...object, metadata: { ...object.metadata, name: generateName(context.names, prefix) } };
  }
}

const prefixOf = ({ metadata }: KubeObject): string => metadata.generateName ?? metadata.name;

/** What would have been stored. */
const dryRunOf = (object: KubeObject, ownership: Ownership | undefined): KubeObject =>
  deepFreeze(withOwnership({ ...object }, ownership));

function withSystemFields(
  context: RegistryContext,
  strategy: AnyStrategy,
  namespace: string | undefined,
  incoming: Incoming,
): KubeObject {
  const { resource } = strategy;
  const given = incoming.metadata ?? {};
  if (resource.namespaced && (namespace === undefined || namespace === '')) {
    throw badRequest('an empty namespace may not be set during creation');
  }
  if (given.namespace !== undefined && given.namespace !== '' && given.namespace !== (namespace ?? '')) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const prefix = given.generateName;
  const name = given.name ?? '';
  // Fields are set one by one on a copy: a literal with several spreads costs several times as much.
  const metadata = { ...(hasSystemFields(given) ? withoutSystemFields(given) : given) } as Writable<ObjectMeta>;
  metadata.name = name === '' && prefix !== undefined && prefix !== '' ? generateName(context.names, prefix) : name;
  if (resource.namespaced) metadata.namespace = namespace!;
  metadata.uid = generateUid(context.uids);
  metadata.creationTimestamp = formatTime(context.world.clock.now());
  const object = { ...incoming } as Writable<KubeObject>;
  object.apiVersion = groupVersionOf(resource);
  object.kind = resource.kind;
  object.metadata = metadata;
  return object;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Nearly no object comes with these, and copying around fields that are not there is slow. */
function hasSystemFields(given: Partial<ObjectMeta>): boolean {
  return (
    given.deletionTimestamp !== undefined ||
    given.deletionGracePeriodSeconds !== undefined ||
    given.selfLink !== undefined ||
    given.generation !== undefined
  );
}

function withoutSystemFields(given: Partial<ObjectMeta>): Partial<ObjectMeta> {
  const { deletionTimestamp, deletionGracePeriodSeconds, selfLink, generation, ...kept } = given;
  return kept;
}
