import { clusterStore } from './cluster-store.ts';
import { useGridFilter } from './grid-filter.ts';
import { LabelChooser } from './label-chooser.tsx';

/** Filters of the grid, the label chooser, and the switch between grid and table. */
export function GridControls() {
  const { namespace, controller, view } = useGridFilter();
  const namespaces = new Set<string>();
  const controllers = new Set<string>();
  for (const node of ['', ...clusterStore.nodes().map(({ name }) => name)]) {
    for (const pod of clusterStore.podsOn(node)) {
      namespaces.add(pod.namespace);
      if (pod.controller !== '') controllers.add(pod.controller);
    }
  }
  return (
    <div className="grid-controls">
      <LabelChooser />
      <Choice
        name="Namespace"
        all="All namespaces"
        value={namespace}
        values={namespaces}
        testid="grid-namespace"
        choose={(namespace) => useGridFilter.setState({ namespace })}
      />
      <Choice
        name="Controller"
        all="All controllers"
        value={controller}
        values={controllers}
        testid="grid-controller"
        choose={(controller) => useGridFilter.setState({ controller })}
      />
      <button
        type="button"
        className="button small"
        data-testid="grid-view"
        aria-pressed={view === 'table'}
        onClick={() => useGridFilter.setState({ view: view === 'grid' ? 'table' : 'grid' })}
      >
        Table
      </button>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly all: string;
  readonly value: string;
  readonly values: ReadonlySet<string>;
  readonly testid: string;
  choose(value: string): void;
}

function Choice({ name, all, value, values, testid, choose }: ChoiceProps) {
  const known = [...values, ...(value === '' || values.has(value) ? [] : [value])].sort();
  return (
    <select
      className="select small"
      aria-label={name}
      data-testid={testid}
      value={value}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{all}</option>
      {known.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}
