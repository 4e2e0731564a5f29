import { podStates, podStateWords } from './palette.ts';
import { PodGlyph } from './pod-glyph.tsx';

/** What the marks of pods mean. */
export function GridLegend() {
  return (
    <ul className="legend" aria-label="Legend" data-testid="grid-legend">
      {podStates.map((state) => (
        <li key={state}>
          <PodGlyph state={state} size={10} />
          {podStateWords[state]}
        </li>
      ))}
    </ul>
  );
}
