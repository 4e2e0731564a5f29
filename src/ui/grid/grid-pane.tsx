import { clusterStore } from './cluster-store.ts';
import { GridCanvas } from './grid-canvas.tsx';
import { GridControls } from './grid-controls.tsx';
import { useGridFilter } from './grid-filter.ts';
import { GridLegend } from './grid-legend.tsx';
import { NodeTable } from './node-table.tsx';
import { useCluster } from './use-cluster.ts';

/** The cluster at a glance: nodes, their room, and their pods. */
export function GridPane() {
  useCluster();
  const view = useGridFilter(({ view }) => view);
  const nodes = clusterStore.nodes();
  const ready = nodes.filter((node) => node.ready === 'True').length;
  const unbound = clusterStore.podsOn('').length;
  const summary = `${ready} of ${nodes.length} nodes ready, ${clusterStore.podCount()} pods${unbound > 0 ? `, ${unbound} not scheduled` : ''}.`;
  return (
    <section className="pane" aria-label="Cluster" data-testid="pane-grid">
      <header className="pane-head">
        <h2>Cluster</h2>
        <span className="muted grow ellipsis" data-testid="grid-summary">
          {summary}
        </span>
        <GridControls />
      </header>
      {view === 'grid' ? <GridCanvas label={summary} /> : <NodeTable />}
      {view === 'grid' && <GridLegend />}
    </section>
  );
}
