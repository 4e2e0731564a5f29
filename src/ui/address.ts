import { usePacks } from './packs/pack-library.ts';
import { openPack } from './session/open-pack.ts';
import { sendInput } from './session/session-controller.ts';
import { useSession } from './session/session-view.ts';

const FIRST_PACK = 'daemonset-basics';

/** `#pack/task` names what is open, so that an address can be kept, shared and gone back to. */
export function followAddress(): void {
  open();
  addEventListener('hashchange', open);
  useSession.subscribe(({ packId, task, status }) => {
    const hash = `#${packId}/${task}`;
    if (status === 'open' && location.hash !== hash) history.replaceState(null, '', hash);
  });
}

function open(): void {
  const { packId, task, status } = useSession.getState();
  const { packs } = usePacks.getState();
  const [asked, askedTask] = location.hash.slice(1).split('/').map(decode);
  const first = packs.has(FIRST_PACK) ? FIRST_PACK : ([...packs.keys()][0] ?? FIRST_PACK);
  const pack = asked || first;
  if (status !== 'open' || pack !== packId) void openPack(pack, askedTask || undefined);
  else if (askedTask && askedTask !== task) sendInput({ kind: 'start-task', task: askedTask });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
