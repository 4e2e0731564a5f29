import type { PodState } from '../../api/view.ts';

/** The colours the grid is drawn with, read from the page's style sheet so that both have one source. */
export interface Palette {
  readonly surface: string;
  readonly card: string;
  readonly cardDown: string;
  readonly border: string;
  readonly focus: string;
  readonly text: string;
  readonly muted: string;
  readonly track: string;
  readonly cpu: string;
  readonly memory: string;
  readonly warn: string;
  readonly bad: string;
  readonly good: string;
  readonly chip: string;
  readonly pods: Readonly<Record<PodState, string>>;
  readonly font: string;
}

export const podStates: readonly PodState[] = [
  'ready',
  'running',
  'starting',
  'pending',
  'failing',
  'terminating',
  'succeeded',
  'failed',
];

export const podStateWords: Readonly<Record<PodState, string>> = {
  ready: 'Ready',
  running: 'Running, not ready',
  starting: 'Starting',
  pending: 'Pending',
  failing: 'Failing',
  terminating: 'Terminating',
  succeeded: 'Completed',
  failed: 'Failed',
};

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    surface: colour('surface'),
    card: colour('card'),
    cardDown: colour('card-down'),
    border: colour('border-strong'),
    focus: colour('accent'),
    text: colour('text'),
    muted: colour('muted'),
    track: colour('track'),
    cpu: colour('cpu'),
    memory: colour('memory'),
    warn: colour('warn'),
    bad: colour('bad'),
    good: colour('good'),
    chip: colour('chip'),
    pods: Object.fromEntries(podStates.map((state) => [state, colour(`pod-${state}`)])) as Record<PodState, string>,
    font: style.fontFamily,
  };
}
