import { ApiError } from '../../../api/api-error.ts';
import { type FieldSet, pathsOf } from '../../../api/field-set/field-set.ts';
import { pathText } from '../../../api/field-set/fields-v1.ts';
import { managerText } from './manager-identity.ts';
import type { Conflicts } from './managers.ts';

/** What is applied belongs to others, and force was not asked for. */
export class ApplyConflict extends Error {
  readonly conflicts: Conflicts;
  constructor(conflicts: Conflicts) {
    super('apply conflict');
    this.conflicts = conflicts;
  }
}

interface OneConflict {
  readonly manager: string;
  readonly path: string;
}

/** Models apimachinery managedfields NewConflictError. Managers come in the order of their names. */
export function applyConflictError(conflicts: Conflicts): ApiError {
  const all: OneConflict[] = [...conflicts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([identity, set]) => textsOf(set).map((path) => ({ manager: managerText(identity), path })));
  const causes = all.map(({ manager, path }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${manager}`,
    field: path,
  }));
  return new ApiError(409, 'Conflict', messageOf(all), { causes });
}

function messageOf(all: readonly OneConflict[]): string {
  const [first] = all;
  if (all.length === 1) return `Apply failed with 1 conflict: conflict with ${first!.manager}: ${first!.path}`;
  const lines = [...new Set(all.map(({ manager }) => manager))].flatMap((manager) => [
    `conflicts with ${manager}:`,
    ...all.filter((one) => one.manager === manager).map(({ path }) => `- ${path}`),
  ]);
  return `Apply failed with ${all.length} conflicts: ${lines.join('\n')}`;
}

const textsOf = (set: FieldSet): readonly string[] => [...pathsOf(set)].map(pathText);
