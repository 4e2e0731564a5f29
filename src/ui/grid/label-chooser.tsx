import { clusterStore } from './cluster-store.ts';
import { chosenLabels, isSystemLabel, useGridFilter } from './grid-filter.ts';

/** Chooses the labels that the cards show; those a person set come first, the system's own after. */
export function LabelChooser() {
  const chosen = chosenLabels(useGridFilter(({ labels }) => labels));
  const keys = new Set<string>(chosen);
  for (const node of clusterStore.nodes()) for (const key of Object.keys(node.labels)) keys.add(key);
  const sorted = [...keys].sort((a, b) => Number(isSystemLabel(a)) - Number(isSystemLabel(b)) || (a < b ? -1 : 1));
  const toggle = (key: string) =>
    useGridFilter.setState({ labels: chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key] });
  return (
    <details className="menu">
      <summary className="button small" data-testid="grid-labels">
        Labels{chosen.length > 0 && ` (${chosen.length})`}
      </summary>
      <fieldset className="menu-body">
        <legend className="muted">Shown on the nodes</legend>
        {sorted.map((key) => (
          <label key={key}>
            <input type="checkbox" checked={chosen.includes(key)} onChange={() => toggle(key)} /> {key}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
