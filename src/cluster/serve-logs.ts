import { ApiError } from '../api/api-error.ts';
import { formatTime, parseTime } from '../api/time.ts';
import { type Query, ResponseStream } from '../api/transport.ts';
import type { Pod } from '../api/types/pod.ts';
import type { Millis, World } from '../sim/world.ts';
import type { LogLine } from './kubelet/container-log.ts';
import type { Kubelets } from './kubelet/start-kubelet.ts';

const FOLLOW_EVERY_MS = 500;

/** Answers `pods/log` from the containers that the kubelets run. Models registry/core/pod LogLocation and the kubelet's log options. */
export function serveLogs(
  world: World,
  kubelets: Kubelets,
): (pod: Pod, query: Query) => string | ResponseStream<string> {
  const followers = new Set<() => void>();
  const poll = world.clock.task<null>(
    'logs/follow',
    () => {
      for (const follower of followers) follower();
      if (followers.size > 0) poll.after(FOLLOW_EVERY_MS, null);
    },
    { background: true },
  );

  return (pod, query) => {
    const container = one(query, 'container') ?? pod.spec.containers[0]?.name ?? '';
    const request = { previous: one(query, 'previous') === 'true' };
    const read = (): readonly LogLine[] => {
      const log = kubelets.containerLog(pod, container, request);
      if ('refusal' in log) throw new ApiError(400, 'BadRequest', log.refusal);
      return log.lines;
    };
    const stamp = one(query, 'timestamps') === 'true';
    const text = (lines: readonly LogLine[]) =>
      lines.map((line) => `${stamp ? `${formatTime(line.at)} ` : ''}${line.text}\n`).join('');
    const lines = read();
    const first = text(selected(lines, query, world.clock.now()));
    if (one(query, 'follow') !== 'true') return first;
    return new ResponseStream<string>((receive, ended) => {
      let seen = lines.length;
      if (first !== '') receive(first);
      const follower = () => {
        try {
          const now = read();
          if (now.length > seen) receive(text(now.slice(seen)));
          seen = now.length;
        } catch {
          followers.delete(follower);
          ended();
        }
      };
      followers.add(follower);
      if (followers.size === 1) poll.after(FOLLOW_EVERY_MS, null);
      return () => followers.delete(follower);
    });
  };
}

function selected(lines: readonly LogLine[], query: Query, now: Millis): readonly LogLine[] {
  const seconds = one(query, 'sinceSeconds');
  const since = seconds === undefined ? parseTime(one(query, 'sinceTime')) : now - Number(seconds) * 1000;
  const recent = since === undefined ? lines : lines.filter(({ at }) => at >= since);
  const tail = one(query, 'tailLines');
  return tail === undefined ? recent : recent.slice(Math.max(0, recent.length - Number(tail)));
}

function one(query: Query, name: string): string | undefined {
  const value = query[name];
  return value === undefined || typeof value === 'string' ? value : value[0];
}
