import type { Speed } from '../../session/protocol.ts';
import { setSpeed } from '../session/session-controller.ts';
import { useSession } from '../session/session-view.ts';

const speeds: readonly { readonly speed: Speed; readonly text: string; readonly title: string }[] = [
  { speed: 0, text: 'Pause', title: 'Stop the cluster’s clock' },
  { speed: 1, text: '1×', title: 'The clock goes as in real life' },
  { speed: 10, text: '10×', title: 'The clock goes ten times as fast' },
  { speed: 'settle', text: 'Settle', title: 'Run ahead until nothing is under way any more' },
];

/** How fast the cluster's clock goes. */
export function SpeedButtons() {
  const speed = useSession(({ speed }) => speed);
  return (
    <fieldset className="segments" aria-label="Speed of the clock">
      {speeds.map(({ speed: own, text, title }) => (
        <button
          key={text}
          type="button"
          className="button"
          title={title}
          aria-pressed={speed === own}
          data-testid={`speed-${own}`}
          onClick={() => setSpeed(own)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
