// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by a virtualiser, which table layout does not allow.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { formatCpu, formatMemory } from './amounts.ts';
import { createCells } from './cells.ts';
import { clusterStore } from './cluster-store.ts';
import { shows, useGridFilter } from './grid-filter.ts';
import { useCluster } from './use-cluster.ts';

const columns = ['Node', 'Roles', 'Status', 'Taints', 'CPU', 'Memory', 'Pods'];

/** The same cluster as text, for screen readers and for people who prefer it; only rows in sight are made. */
export function NodeTable() {
  useCluster();
  const filter = useGridFilter();
  const scroll = useRef<HTMLDivElement>(null);
  const { names } = createCells();
  const rows = useVirtualizer({
    count: names.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 34,
    overscan: 8,
    initialRect: { width: 800, height: 300 },
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable to be scrolled by keyboard.
    <section className="grid-scroll" ref={scroll} tabIndex={0} aria-label="Nodes as a table">
      <div
        className="node-table"
        role="table"
        aria-rowcount={names.length + 1}
        aria-label="Nodes"
        data-testid="node-table"
      >
        <div className="node-row node-head" role="row" tabIndex={-1}>
          {columns.map((column) => (
            <span role="columnheader" tabIndex={-1} key={column}>
              {column}
            </span>
          ))}
        </div>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="rowgroup">
          {rows.getVirtualItems().map(({ index, start, key }) => (
            <div
              className="node-row"
              role="row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              key={key}
              ref={rows.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)`, position: 'absolute' }}
            >
              {cellsOf(names[index]!, filter).map((text, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed.
                <span role="cell" key={column}>
                  {text}
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

function cellsOf(name: string, filter: { readonly namespace: string; readonly controller: string }): readonly string[] {
  const node = clusterStore.node(name);
  const pods = clusterStore
    .podsOn(name)
    .filter((pod) => shows(filter, pod))
    .map((pod) => `${pod.name} (${pod.status}${pod.message === '' ? '' : `: ${pod.message}`})`)
    .join(', ');
  if (node === undefined) return ['Not scheduled', '', '', '', '', '', pods];
  const { requested, allocatable } = node;
  return [
    name,
    node.roles.join(', ') || '—',
    `${node.ready === 'True' ? 'Ready' : 'NotReady'}${node.cordoned ? ', cordoned' : ''}`,
    node.taints.join(', ') || '—',
    `${formatCpu(requested.cpuMilli)} / ${formatCpu(allocatable.cpuMilli)}`,
    `${formatMemory(requested.memoryBytes)} / ${formatMemory(allocatable.memoryBytes)}`,
    pods || '—',
  ];
}
