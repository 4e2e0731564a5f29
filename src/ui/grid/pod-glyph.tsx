import { useEffect, useRef } from 'react';
import type { PodState } from '../../api/view.ts';
import { useTheme } from '../theme/theme.ts';
import { drawPod } from './draw-pod.ts';

/** A pod's mark in text, drawn by the same hand as in the grid. */
export function PodGlyph({ state, size = 12 }: { readonly state: PodState; readonly size?: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme(({ theme }) => theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colour that the style sheet gives.
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    const colour = getComputedStyle(canvas.current!).getPropertyValue(`--pod-${state}`).trim();
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.clearRect(0, 0, size, size);
    drawPod(context, state, colour, 0, 0, size);
  }, [state, size, theme]);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a plain canvas takes no focus.
    <canvas
      ref={canvas}
      className="pod-glyph"
      width={size * 2}
      height={size * 2}
      style={{ width: size, height: size }}
      aria-hidden="true"
    />
  );
}
