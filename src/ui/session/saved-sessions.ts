import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { LoggedInput, SessionFile } from '../../session/protocol.ts';

export type SessionHeader = Omit<SessionFile, 'inputs'>;

interface Tables extends DBSchema {
  headers: { key: string; value: SessionHeader };
  /** Inputs as they came, a row a batch, so that keeping a key press never rewrites the session. */
  inputs: {
    key: number;
    value: { readonly pack: string; readonly inputs: readonly LoggedInput[] };
    indexes: { pack: string };
  };
  /** Sessions that could not be read again. Nothing reads them; they are kept for a person to look at. */
  damaged: { key: string; value: unknown };
}

/** Keeps the last session of each pack in IndexedDB. Every function rejects when the browser refuses. */
export interface SavedSessions {
  load(pack: string): Promise<SessionFile | undefined>;
  append(pack: string, header: SessionHeader, inputs: readonly LoggedInput[]): Promise<void>;
  replace(pack: string, session: SessionFile): Promise<void>;
  remove(pack: string): Promise<void>;
  setAside(pack: string): Promise<void>;
}

const OPEN_LIMIT_MS = 4000;

/** Opens the database. It gives up after a few seconds, because a blocked IndexedDB may never answer. */
export async function openSavedSessions(): Promise<SavedSessions> {
  const database = await within(OPEN_LIMIT_MS, openTables());
  const saved: SavedSessions = {
    async load(pack) {
      const transaction = database.transaction(['headers', 'inputs']);
      const header = await transaction.objectStore('headers').get(pack);
      const rows = await transaction.objectStore('inputs').index('pack').getAll(pack);
      return header === undefined ? undefined : { ...header, inputs: rows.flatMap((row) => row.inputs) };
    },
    async append(pack, header, inputs) {
      const transaction = database.transaction(['headers', 'inputs'], 'readwrite');
      await Promise.all([
        transaction.objectStore('headers').put(header, pack),
        inputs.length > 0 ? transaction.objectStore('inputs').add({ pack, inputs }) : undefined,
        transaction.done,
      ]);
    },
    async replace(pack, session) {
      const { inputs, ...header } = session;
      await clear(database, pack);
      await saved.append(pack, header, inputs);
    },
    remove: (pack) => clear(database, pack),
    async setAside(pack) {
      const session = await saved.load(pack);
      await database.put('damaged', session, `${pack} ${Date.now()}`);
      await clear(database, pack);
    },
  };
  return saved;
}

function openTables(): Promise<IDBPDatabase<Tables>> {
  return openDB<Tables>('drydock', 1, {
    upgrade(database) {
      database.createObjectStore('headers');
      database.createObjectStore('inputs', { autoIncrement: true }).createIndex('pack', 'pack');
      database.createObjectStore('damaged');
    },
  });
}

async function clear(database: IDBPDatabase<Tables>, pack: string): Promise<void> {
  const transaction = database.transaction(['headers', 'inputs'], 'readwrite');
  const inputs = transaction.objectStore('inputs');
  const keys = await inputs.index('pack').getAllKeys(pack);
  await Promise.all([
    transaction.objectStore('headers').delete(pack),
    ...keys.map((key) => inputs.delete(key)),
    transaction.done,
  ]);
}

function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it does not answer')), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
