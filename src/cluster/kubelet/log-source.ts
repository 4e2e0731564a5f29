import { ApiError } from '../../api/api-error.ts';
import { formatTime, parseTime } from '../../api/time.ts';
import { type Query, ResponseStream } from '../../api/transport.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { World } from '../../sim/world.ts';
import type { LogLine } from './container-log.ts';
import { containersOf } from './pod-containers.ts';
import type { Kubelets } from './start-kubelet.ts';

/** Answers GET pods/NAME/log. Models registry/core/pod LogLocation for what it refuses. */
export function createLogSource(
  world: World,
  kubelets: Kubelets,
): (pod: Pod, query: Query) => string | ResponseStream<string> {
  const followers = new Set<() => void>();
  const look = world.clock.task<null>(
    'kubelet/follow-logs',
    () => {
      for (const follower of [...followers]) follower();
      if (followers.size > 0) look.after(1000, null);
    },
    { background: true },
  );

  return (pod, query) => {
    const name = containerName(pod, one(query.container));
    const lines = (): readonly LogLine[] => {
      const log = kubelets.containerLog(pod, name, { previous: one(query.previous) === 'true' });
      if ('refusal' in log) throw badRequest(log.refusal);
      return log.lines;
    };
    const timestamps = one(query.timestamps) === 'true';
    const text = (list: readonly LogLine[]) =>
      list.map((line) => `${timestamps ? `${formatTime(line.at)} ` : ''}${line.text}\n`).join('');
    const now = world.clock.now();
    const sinceSeconds = one(query.sinceSeconds);
    const since = sinceSeconds === undefined ? parseTime(one(query.sinceTime)) : now - Number(sinceSeconds) * 1000;
    const recent = lines().filter(({ at }) => since === undefined || at >= since);
    const tail = one(query.tailLines);
    const first = tail === undefined ? recent : Number(tail) > 0 ? recent.slice(-Number(tail)) : [];
    const limit = one(query.limitBytes);
    if (one(query.follow) !== 'true') return limit === undefined ? text(first) : text(first).slice(0, Number(limit));

    return new ResponseStream<string>((receive, ended) => {
      let seenUntil = now;
      const finish = () => {
        followers.delete(more);
        ended();
      };
      const more = () => {
        const log = kubelets.containerLog(pod, name, {});
        const fresh = 'refusal' in log ? [] : log.lines.filter(({ at }) => at > seenUntil);
        seenUntil = world.clock.now();
        if (fresh.length > 0) receive(text(fresh));
        if ('refusal' in log || !kubelets.isContainerRunning(pod, name)) finish();
      };
      if (first.length > 0) receive(text(first));
      if (!kubelets.isContainerRunning(pod, name)) {
        ended();
        return () => {};
      }
      if (followers.size === 0) look.after(1000, null);
      followers.add(more);
      return () => void followers.delete(more);
    });
  };
}

const one = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'object' ? value[0] : value;

const badRequest = (message: string) => new ApiError(400, 'BadRequest', message);

function containerName(pod: Pod, asked: string | undefined): string {
  const podName = pod.metadata.name;
  const names = containersOf(pod.spec).map(({ name }) => name);
  if (asked !== undefined && asked !== '') {
    if (!names.includes(asked)) throw badRequest(`container ${asked} is not valid for pod ${podName}`);
    return asked;
  }
  if (pod.spec.containers.length === 1 && names.length === 1) return names[0]!;
  const inits = (pod.spec.initContainers ?? []).map(({ name }) => name);
  const mains = pod.spec.containers.map(({ name }) => name);
  const choices =
    inits.length > 0
      ? `[${mains.join(' ')}] or one of the init containers: [${inits.join(' ')}]`
      : `[${mains.join(' ')}]`;
  throw badRequest(`a container name must be specified for pod ${podName}, choose one of: ${choices}`);
}
