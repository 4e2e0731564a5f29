import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTheme } from '../theme/theme.ts';
import { DetailCard } from './detail-card.tsx';
import { createGridPainter, type GridHit, type GridPainter } from './painter.ts';

interface Shown extends GridHit {
  readonly x: number;
  readonly y: number;
}

/** The drawn grid. Hover shows a card about a node or pod; with the keyboard, arrows move over the nodes. */
export function GridCanvas({ label }: { readonly label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<GridPainter>(undefined);
  const focused = useRef(0);
  const [shown, setShown] = useState<Shown>();
  const theme = useTheme(({ theme }) => theme);

  useEffect(() => {
    const own = createGridPainter(canvas.current!);
    painter.current = own;
    const observer = new ResizeObserver(() => own.resize(canvas.current!.clientWidth, frame.current!.clientHeight));
    observer.observe(frame.current!);
    return () => {
      observer.disconnect();
      own.end();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that the style sheet gives.
  useEffect(() => painter.current?.repaint(), [theme]);

  function hover(event: PointerEvent): void {
    const bounds = canvas.current!.getBoundingClientRect();
    const hit = painter.current?.hit(event.clientX - bounds.left, event.clientY - bounds.top);
    painter.current?.focus(hit?.node);
    setShown(hit && { ...hit, x: event.clientX, y: event.clientY });
  }

  function leave(): void {
    painter.current?.focus(undefined);
    setShown(undefined);
  }

  function focusCell(index: number): void {
    const own = painter.current!;
    const cells = own.cells();
    if (cells.length === 0) return;
    focused.current = Math.max(0, Math.min(cells.length - 1, index));
    const node = cells[focused.current]!;
    const { x, y } = own.corner(node);
    const { height, mode } = own.layout();
    own.focus(node);
    const area = frame.current!;
    if (y < area.scrollTop || y + height > area.scrollTop + area.clientHeight) area.scrollTop = Math.max(0, y - 8);
    const bounds = canvas.current!.getBoundingClientRect();
    setShown({ node, x: bounds.left + x + (mode === 'card' ? 24 : 8), y: bounds.top + y + Math.min(height, 60) });
  }

  function move(event: KeyboardEvent): void {
    const columns = painter.current?.layout().columns ?? 1;
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
    const step = steps[event.key];
    if (event.key === 'Escape') leave();
    if (step === undefined) return;
    event.preventDefault();
    focusCell(focused.current + step);
  }

  return (
    <div className="grid-scroll" ref={frame}>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the canvas takes the arrow keys itself. */}
      <canvas
        ref={canvas}
        className="grid-canvas"
        data-testid="grid-canvas"
        role="application"
        aria-roledescription="node grid"
        aria-label={`${label} Arrow keys move over the nodes; the table shows the same as text.`}
        tabIndex={0}
        onPointerMove={hover}
        onPointerDown={hover}
        onPointerLeave={leave}
        onFocus={(event) => event.target.matches(':focus-visible') && focusCell(focused.current)}
        onBlur={leave}
        onKeyDown={move}
      />
      {shown !== undefined && <DetailCard hit={shown} x={shown.x} y={shown.y} />}
    </div>
  );
}
