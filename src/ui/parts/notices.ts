import { create } from 'zustand';

export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
}

export const useNotices = create<{ readonly list: readonly Notice[] }>(() => ({ list: [] }));

/** Shows a notice until it is dismissed; one with the same id replaces it. */
export function notify(notice: Notice): void {
  useNotices.setState(({ list }) => ({ list: [...list.filter(({ id }) => id !== notice.id), notice] }));
}

export function dismissNotice(id: string): void {
  useNotices.setState(({ list }) => ({ list: list.filter((notice) => notice.id !== id) }));
}
