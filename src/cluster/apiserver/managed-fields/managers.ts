import type { FieldSet } from '../../../api/field-set/field-set.ts';

/** What one manager owns, in the group version it wrote in. */
export interface VersionedSet {
  readonly set: FieldSet;
  readonly groupVersion: string;
  readonly applied: boolean;
}

/** Which fields each manager owns, by the manager's identity. */
export type Managers = ReadonlyMap<string, VersionedSet>;

/** Who owns what, and since when (RFC 3339). */
export interface Managed {
  readonly managers: Managers;
  readonly times: ReadonlyMap<string, string>;
}

export const NOBODY: Managed = { managers: new Map(), times: new Map() };

/** Fields that were changed although another manager owns them, by that manager's identity. */
export type Conflicts = ReadonlyMap<string, FieldSet>;
