import { ApiError } from '../../../api/api-error.ts';
import { customResourceOf } from '../../../api/custom-resource.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { customResourceDefinitions } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type {
  CustomResourceDefinition,
  CustomResourceNames,
  DefinitionCondition,
} from '../../../api/types/custom-resource-definition.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';

const FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';
const LOOK_AGAIN_MS = 1000;

type Condition = Omit<DefinitionCondition, 'lastTransitionTime'>;

const condition = (type: string, status: string, reason: string, message: string): Condition => ({
  type,
  status,
  reason,
  message,
});

/**
 * Accepts the names of definitions, establishes them, and empties those that are deleted. The API server does this
 * itself, whatever becomes of the controller manager. Models apiextensions controller/status, establish and finalizer.
 */
export function createDefinitionController({ world, client }: ComponentContext): ReconcilerHandle {
  function withCondition(definition: CustomResourceDefinition, next: Condition): CustomResourceDefinition {
    const old = definition.status?.conditions ?? [];
    const before = old.find(({ type }) => type === next.type);
    const lastTransitionTime =
      before?.status === next.status ? before.lastTransitionTime! : formatTime(world.clock.now());
    const changed: DefinitionCondition = { ...next, lastTransitionTime };
    const conditions = before === undefined ? [...old, changed] : old.map((one) => (one === before ? changed : one));
    return { ...definition, status: { ...definition.status, conditions } };
  }

  function write(definition: CustomResourceDefinition, next: CustomResourceDefinition): CustomResourceDefinition {
    return jsonEqual(definition.status, next.status)
      ? definition
      : client.updateStatus(customResourceDefinitions, next);
  }

  /** The first name that another definition of the group has already. Models status naming_controller.go. */
  function conflictOf({ metadata, spec }: CustomResourceDefinition): string | undefined {
    const { group, names } = spec;
    const wanted = new Set(allNames(names));
    for (const other of client.list(customResourceDefinitions)) {
      if (other.metadata.uid === metadata.uid || other.spec.group !== group) continue;
      const taken = other.status?.acceptedNames;
      if (taken === undefined) continue;
      const found = allNames(taken).find((name) => wanted.has(name));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function establish(definition: CustomResourceDefinition): void {
    const conflict = conflictOf(definition);
    if (conflict !== undefined) {
      const why = `${JSON.stringify(conflict)} is already in use`;
      const refused = withCondition(definition, condition('NamesAccepted', 'False', 'NameConflict', why));
      write(
        definition,
        withCondition(refused, condition('Established', 'False', 'NotAccepted', 'not all names are accepted')),
      );
      return;
    }
    const acceptedNames = definition.spec.names;
    const named = withCondition(
      { ...definition, status: { ...definition.status, acceptedNames } },
      condition('NamesAccepted', 'True', 'NoConflicts', 'no conflicts found'),
    );
    const accepted = write(definition, named);
    const why = 'the initial names have been accepted';
    write(accepted, withCondition(accepted, condition('Established', 'True', 'InitialNamesAccepted', why)));
  }

  function empty(definition: CustomResourceDefinition): Millis | undefined {
    const { metadata } = definition;
    if (!(metadata.finalizers ?? []).includes(FINALIZER)) return undefined;
    const progress = condition(
      'Terminating',
      'True',
      'InstanceDeletionInProgress',
      'CustomResource deletion is in progress',
    );
    const going = write(definition, withCondition(definition, progress));
    const resource = customResourceOf(definition);
    if (resource !== undefined) {
      for (const object of [...client.list(resource)]) {
        try {
          client.delete(resource, object.metadata.namespace, object.metadata.name);
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== 404) throw error;
        }
      }
      if (client.list(resource).length > 0) return LOOK_AGAIN_MS;
    }
    const over = condition('Terminating', 'False', 'InstanceDeletionCompleted', 'removed all instances');
    const done = write(going, withCondition(going, over));
    const finalizers = (done.metadata.finalizers ?? []).filter((one) => one !== FINALIZER);
    client.update(customResourceDefinitions, { ...done, metadata: { ...done.metadata, finalizers } });
    return undefined;
  }

  return runReconciler(world, client, {
    name: 'custom-resource-definition',
    triggers: [
      trigger(customResourceDefinitions, ({ type, object, old }) => {
        if (type === 'DELETED') return waitingFor(object);
        return old === undefined || object.metadata !== old.metadata || object.spec !== old.spec
          ? [object.metadata.name]
          : [];
      }),
    ],
    reconcile(name) {
      const definition = client.get(customResourceDefinitions, undefined, name);
      if (definition === undefined) return undefined;
      if (definition.metadata.deletionTimestamp !== undefined) return empty(definition);
      establish(definition);
      return undefined;
    },
  });

  /** Those that wait for names which are free now. */
  function waitingFor({ spec }: CustomResourceDefinition): readonly string[] {
    return client
      .list(customResourceDefinitions)
      .filter((other) => other.spec.group === spec.group)
      .map(({ metadata }) => metadata.name);
  }
}

const allNames = (names: CustomResourceNames): readonly string[] =>
  [
    names.plural,
    names.singular ?? '',
    ...(names.shortNames ?? []),
    `${names.kind}.`,
    `${names.listKind ?? ''}.`,
  ].filter((name) => name !== '' && name !== '.');
