import type { SessionFile } from '../../session/protocol.ts';
import { usePacks } from '../packs/pack-library.ts';
import { notify } from '../parts/notices.ts';
import { savedSessions } from './keeper.ts';
import { openSession } from './session-controller.ts';
import { useSession } from './session-view.ts';

/** Opens a pack where it was left off, or afresh. A saved session that is refused is set aside, never overwritten. */
export async function openPack(packId: string, task?: string): Promise<void> {
  const pack = usePacks.getState().packs.get(packId);
  if (pack === undefined) return refusePack(`There is no lab pack called "${packId}".`);
  const saved = await loadSaved(packId);
  if (saved !== undefined && useSession.getState().status !== 'open') useSession.setState({ status: 'restoring' });
  openSession({
    packId,
    pack,
    task,
    saved,
    async refused(what, message) {
      if (what === 'pack' || saved === undefined) return refusePack(`${packId}: ${message}`);
      notify({
        id: 'damaged',
        tone: 'warning',
        text: `The saved session of ${packId} could not be restored and was set aside: ${sentence(message)} The pack starts afresh.`,
      });
      await setAside(packId);
      openSession({ packId, pack, task, refused: (_, message) => refusePack(`${packId}: ${message}`) });
    },
  });
}

/** Throws what was kept of a pack away and opens it afresh. */
export function startPackOver(packId: string): void {
  const pack = usePacks.getState().packs.get(packId);
  if (pack === undefined) return;
  openSession({ packId, pack, refused: (_, message) => refusePack(`${packId}: ${message}`) });
}

/** Opens a session that a person downloaded earlier. */
export async function openSessionFile(file: File): Promise<void> {
  const refuse = (why: string) =>
    notify({ id: 'session-file', tone: 'error', text: `${file.name} was not opened: ${why} Nothing was changed.` });
  const session = parseSessionFile(await file.text());
  if (typeof session === 'string') return refuse(session);
  const found = findPack(session.pack.name);
  if (found === undefined) return refuse(`it belongs to the lab pack "${session.pack.name}", which is not here.`);
  openSession({
    packId: found.id,
    pack: found.files,
    saved: session,
    refused: (_, message) => refuse(sentence(message)),
  });
}

/** A pack is found by its name, which need not be that of its folder. */
function findPack(name: string) {
  const { packs } = usePacks.getState();
  const named = [...packs].find(
    ([id, files]) =>
      id === name || new RegExp(`^name:\\s*["']?${escapeRegExp(name)}["']?\\s*$`, 'm').test(files['pack.yaml'] ?? ''),
  );
  return named && { id: named[0], files: named[1] };
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function parseSessionFile(text: string): SessionFile | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not a Drydock session file (no JSON).';
  }
  const session = value as Partial<SessionFile> | null;
  if (typeof session !== 'object' || session === null || !('drydock' in session))
    return 'it is not a Drydock session file.';
  if (session.drydock !== 1) return 'it was written by another version of Drydock.';
  if (typeof session.pack?.name !== 'string' || !Array.isArray(session.inputs)) return 'the session file is damaged.';
  return session as SessionFile;
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

function refusePack(message: string): void {
  notify({ id: 'pack', tone: 'error', text: message });
  if (useSession.getState().status !== 'open') useSession.setState({ status: 'refused', problem: message });
}

async function loadSaved(packId: string): Promise<SessionFile | undefined> {
  try {
    return await (await savedSessions())?.load(packId);
  } catch {
    notify({ id: 'storage', tone: 'warning', text: 'The saved session could not be read; the pack starts afresh.' });
    return undefined;
  }
}

async function setAside(packId: string): Promise<void> {
  try {
    await (await savedSessions())?.setAside(packId);
  } catch {
    notify({ id: 'storage', tone: 'warning', text: 'The damaged session could not be set aside.' });
  }
}
