import { isJsonObject, type JsonObject, readList, readPath, readText } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import type { ResourceInfo } from '../resource-info.ts';

/** One port of an object, with each protocol it is used with. */
export interface ExposedPort {
  readonly port: string;
  readonly protocols: readonly string[];
}

/** What kubectl can learn about how to expose an object. */
export interface ExposedObject {
  readonly ports: readonly ExposedPort[];
  /** The labels of the pods; throws when there are none to go by. */
  selector(): JsonObject;
}

/** Models kubectl/pkg/polymorphichelpers canBeExposed, portsForObject and mapBasedSelectorForObject. */
export function exposedObject({ resource, object }: ResourceInfo): ExposedObject {
  const { kind, group } = resource;
  const known = exposable[group === '' ? kind : `${kind}.${group}`];
  if (known === undefined) throw new KubectlError(`cannot expose a ${group === '' ? kind : `${kind}.${group}`}`);
  return known(object ?? {});
}

const exposable: Readonly<Record<string, (object: JsonObject) => ExposedObject>> = {
  ReplicationController: (object) => ({
    ports: containerPorts(readPath(object, 'spec', 'template', 'spec')),
    selector: () => labelsAt(object, 'spec', 'selector'),
  }),
  Service: (object) => ({
    ports: gathered(readList(object, 'spec', 'ports'), 'port'),
    selector: () => {
      const selector = readPath(object, 'spec', 'selector');
      if (isJsonObject(selector)) return selector;
      throw introspectionFailed('the service has no pod selector set');
    },
  }),
  Pod: (object) => ({
    ports: containerPorts(object.spec),
    selector: () => {
      const labels = labelsAt(object, 'metadata', 'labels');
      if (Object.keys(labels).length > 0) return labels;
      throw introspectionFailed('the pod has no labels and cannot be exposed');
    },
  }),
  'Deployment.apps': (object) => templated(object, 'deployment'),
  'ReplicaSet.apps': (object) => templated(object, 'replicaset'),
};

function templated(object: JsonObject, kind: string): ExposedObject {
  return {
    ports: containerPorts(readPath(object, 'spec', 'template', 'spec')),
    selector: () => {
      const labels = labelsAt(object, 'spec', 'selector', 'matchLabels');
      if (Object.keys(labels).length === 0) {
        throw introspectionFailed(`invalid ${kind}: no selectors, therefore cannot be exposed`);
      }
      const expressions = readList(object, 'spec', 'selector', 'matchExpressions');
      if (expressions.length === 0) return labels;
      const shown = expressions
        .map(
          (one) =>
            `{Key:${readText(one, 'key')} Operator:${readText(one, 'operator')} Values:[${readList(one, 'values').join(' ')}]}`,
        )
        .join(' ');
      throw introspectionFailed(`couldn't convert expressions - "[${shown}]" to map-based selector format`);
    },
  };
}

const introspectionFailed = (why: string): KubectlError =>
  new KubectlError(`couldn't retrieve selectors via --selector flag or introspection: ${why}`);

function labelsAt(object: JsonObject, ...path: readonly string[]): JsonObject {
  const labels = readPath(object, ...path);
  return isJsonObject(labels) ? labels : {};
}

function containerPorts(podSpec: unknown): readonly ExposedPort[] {
  return gathered(
    readList(podSpec, 'containers').flatMap((container) => readList(container, 'ports')),
    'containerPort',
  );
}

function gathered(ports: readonly unknown[], field: string): readonly ExposedPort[] {
  const found = new Map<string, string[]>();
  for (const port of ports) {
    const number = String(readPath(port, field));
    found.set(number, [...(found.get(number) ?? []), readText(port, 'protocol') || 'TCP']);
  }
  return [...found].map(([port, protocols]) => ({ port, protocols }));
}
