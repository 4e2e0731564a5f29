import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import type { LabelSelector } from '../../../api/object.ts';
import { isPodReady } from '../../../api/pod-conditions.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { KubectlContext } from '../../context.ts';
import { goType } from '../../go-type.ts';
import type { KubectlIo } from '../../io.ts';
import { isJsonObject, readPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { buildResources } from '../../resource-builder.ts';

export interface LogTarget {
  readonly pod: Pod;
  readonly container: string;
}

export interface LogWish {
  readonly args: readonly string[];
  readonly selector: string;
  readonly container: string;
  readonly allContainers: boolean;
  readonly allPods: boolean;
}

const defaultContainerAnnotation = 'kubectl.kubernetes.io/default-container';

/** Which containers' logs are meant. Models polymorphichelpers logsForObjectWithClient. */
export async function logTargets(wish: LogWish, context: KubectlContext, io: KubectlIo): Promise<readonly LogTarget[]> {
  const targets: LogTarget[] = [];
  for (const pod of await podsFor(wish, context, io)) {
    const containers = [
      ...(pod.spec.initContainers ?? []),
      ...pod.spec.containers,
      ...(pod.spec.ephemeralContainers ?? []),
    ];
    const names = containers.map(({ name }) => name);
    if (wish.allContainers) targets.push(...names.map((container) => ({ pod, container })));
    else targets.push({ pod, container: await oneContainer(pod, names, wish.container, io) });
  }
  return targets;
}

export async function oneContainer(pod: Pod, names: readonly string[], wanted: string, io: KubectlIo): Promise<string> {
  if (wanted !== '') {
    if (!names.includes(wanted))
      throw new KubectlError(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
    return wanted;
  }
  if (names.length === 1) return names[0]!;
  const chosen = pod.metadata.annotations?.[defaultContainerAnnotation];
  if (chosen !== undefined && chosen !== '') {
    if (names.includes(chosen)) return chosen;
    await io.stderr.write(`Default container name "${chosen}" not found in pod ${pod.metadata.name}\n`);
  }
  const first = pod.spec.containers[0]!.name;
  await io.stderr.write(`Defaulted container "${first}" out of: ${allNames(pod)}\n`);
  return first;
}

/** Models podcmd.AllContainerNames. */
function allNames(pod: Pod): string {
  return [
    ...pod.spec.containers.map(({ name }) => name),
    ...(pod.spec.initContainers ?? []).map(({ name }) => `${name} (init)`),
    ...(pod.spec.ephemeralContainers ?? []).map(({ name }) => `${name} (ephem)`),
  ].join(', ');
}

async function podsFor(wish: LogWish, context: KubectlContext, io: KubectlIo): Promise<readonly Pod[]> {
  const pods = await context.resource('pods');
  if (wish.selector !== '') {
    const found = (await context.list(pods, context.namespace, { labelSelector: wish.selector })) as readonly Pod[];
    if (found.length === 0) await io.stderr.write(`No resources found in ${context.namespace} namespace.\n`);
    return found;
  }
  const name = wish.args[0]!;
  const args = name.includes('/') ? [name] : ['pods', name];
  const [info] = await (await buildResources({ args, singleResourceType: true }, context, io)).infos();
  if (info === undefined) return [];
  if (info.resource.kind === 'Pod') return [info.object as unknown as Pod];
  const given = readPath(info.object, 'spec', 'selector');
  if (!isJsonObject(given))
    throw new KubectlError(
      `cannot get the logs from *${goType(info.resource)}: selector for *${goType(info.resource)} not implemented`,
    );
  const selector: LabelSelector =
    isJsonObject(given.matchLabels) || Array.isArray(given.matchExpressions)
      ? given
      : { matchLabels: given as Record<string, string> };
  const labelSelector = formatSelector(selectorFromLabelSelector(selector));
  const found = [...((await context.list(pods, info.namespace, { labelSelector })) as readonly Pod[])].sort(
    byUsefulness,
  );
  if (found.length === 0) throw new KubectlError('timed out waiting for the condition');
  if (wish.allPods) return found;
  if (found.length > 1) await io.stderr.write(`Found ${found.length} pods, using pod/${found[0]!.metadata.name}\n`);
  return found.slice(0, 1);
}

/** Scheduled before not, running before pending, ready before not, older before younger. Models podutils.ActivePods reversed. */
export function byUsefulness(a: Pod, b: Pod): number {
  const phases = ['Running', 'Unknown', 'Pending'];
  const rank = (pod: Pod) => [
    pod.spec.nodeName ? 0 : 1,
    phases.indexOf(pod.status.phase ?? ''),
    isPodReady(pod) ? 0 : 1,
  ];
  const [left, right] = [rank(a), rank(b)];
  for (const [at, value] of left.entries()) if (value !== right[at]) return value - right[at]!;
  return a.metadata.creationTimestamp < b.metadata.creationTimestamp
    ? -1
    : a.metadata.creationTimestamp > b.metadata.creationTimestamp
      ? 1
      : 0;
}
