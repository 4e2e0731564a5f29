/** The fields of a status that Go writes even when they are zero. */
const STATUS: Readonly<Record<string, object>> = {
  DaemonSet: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  Service: { loadBalancer: {} },
  PodDisruptionBudget: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
  ReplicaSet: { replicas: 0 },
  ReplicationController: { replicas: 0 },
  Scale: { replicas: 0 },
};
const WITH_STATUS = ['CronJob', 'Deployment', 'Job', 'Namespace', 'Node', 'Pod', 'ResourceQuota'];

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An object as a Go program of 1.33 sends it: with the fields that are written even when they hold nothing, such as
 * `creationTimestamp: null`, `resources: {}` and `status: {}`.
 */
export function goBody(object: object): object {
  const fields = object as Fields;
  const kind = String(fields.kind);
  const status = STATUS[kind] ?? (WITH_STATUS.includes(kind) ? {} : undefined);
  return {
    ...(withEmptyFields(fields) as Fields),
    ...(status === undefined ? {} : { status: { ...status, ...(isFields(fields.status) ? fields.status : {}) } }),
    ...(kind === 'DaemonSet' ? emptyIn(fields, 'updateStrategy') : {}),
    ...(kind === 'Deployment' ? emptyIn(fields, 'strategy') : {}),
  };
}

function emptyIn(fields: Fields, name: string): Fields {
  return { spec: { [name]: {}, ...(withEmptyFields(fields.spec) as Fields) } };
}

/** Objects with metadata get the null time, containers their resources. */
function withEmptyFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withEmptyFields);
  if (!isFields(value)) return value;
  const changed: Record<string, unknown> = {};
  for (const [name, child] of Object.entries(value)) {
    if (name === 'metadata' && isFields(child)) changed[name] = { creationTimestamp: null, ...child };
    else if ((name === 'containers' || name === 'initContainers') && Array.isArray(child)) {
      changed[name] = child.map((container: Fields) => ({ resources: {}, ...container }));
    } else if ((name === 'template' || name === 'jobTemplate') && isFields(child)) {
      changed[name] = withEmptyFields({ metadata: {}, ...child });
    } else changed[name] = withEmptyFields(child);
  }
  return changed;
}
