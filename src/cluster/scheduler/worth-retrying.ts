import type { ClusterEvent, QueueHint } from './cluster-event.ts';
import type { Profile } from './profile.ts';
import type { QueuedPod } from './scheduling-queue.ts';
import type { SchedulingView } from './view.ts';

type HintsByEvent = ReadonlyMap<string, readonly (readonly [plugin: string, hint: QueueHint])[]>;

const built = new WeakMap<Profile, HintsByEvent>();

function hintsOf(profile: Profile): HintsByEvent {
  let hints = built.get(profile);
  if (hints === undefined) {
    const made = new Map<string, (readonly [string, QueueHint])[]>();
    for (const { plugin } of profile.plugins) {
      for (const hint of plugin.hints) {
        for (const action of hint.actions) {
          const key = `${hint.resource}/${action}`;
          made.set(key, [...(made.get(key) ?? []), [plugin.name, hint]]);
        }
      }
    }
    hints = made;
    built.set(profile, hints);
  }
  return hints;
}

/** Whether any of these plugins listens to such events at all. */
export function anyListens(
  rejectors: ReadonlyMap<string, number>,
  { resource, action }: ClusterEvent,
  profile: Profile,
) {
  if (rejectors.has('')) return true;
  const hints = hintsOf(profile).get(`${resource}/${action}`);
  return hints?.some(([plugin]) => rejectors.has(plugin)) ?? false;
}

/** Whether some plugin that rejected the pod sees in the event what may change its mind. Models isPodWorthRequeuing. */
export function worthRetrying(queued: QueuedPod, event: ClusterEvent, profile: Profile, view: SchedulingView): boolean {
  // Without any node nobody rejected the pod; a node is what it waits for.
  if (queued.rejectors.length === 0) return event.resource === 'Node' && event.action === 'Add';
  for (const [plugin, hint] of hintsOf(profile).get(`${event.resource}/${event.action}`) ?? []) {
    if (!queued.rejectors.includes(plugin)) continue;
    if (hint.mayHelp === undefined || hint.mayHelp(queued.pod, event, view)) return true;
  }
  return false;
}
