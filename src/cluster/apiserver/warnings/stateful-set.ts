import type { StatefulSet } from '../../../api/types/stateful-set.ts';
import { templateWarnings } from './pod-template.ts';

/** Models pkg/registry/apps/statefulset strategy.go WarningsOnCreate and WarningsOnUpdate. */
export function statefulSetWarnings({ spec }: StatefulSet, old: StatefulSet | undefined): readonly string[] {
  const warnings = [...templateWarnings(spec.template, old?.spec.template, 'spec.template')];
  if ((spec.revisionHistoryLimit ?? 0) < 0) {
    warnings.push(
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    );
  }
  return warnings;
}
