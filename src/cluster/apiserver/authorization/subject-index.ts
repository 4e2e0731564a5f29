import type { KubeObject } from '../../../api/object.ts';
import type { User } from '../../../api/transport.ts';
import type { RoleBinding, Subject } from '../../../api/types/rbac.ts';

/** A binding that applies to someone, through the first of its subjects that means him. */
export interface AppliedBinding {
  readonly binding: RoleBinding;
  readonly subject: Subject;
}

/** For each subject of some bindings the places in the list of bindings that name it. */
interface SubjectIndex {
  readonly bySubject: ReadonlyMap<string, readonly Place[]>;
}

interface Place {
  readonly at: number;
  readonly subject: number;
}

/** The store gives out the same list until an object in it is written, so a list's index holds for as long as the list. */
const known = new WeakMap<readonly KubeObject[], SubjectIndex>();

/** The bindings that apply to a user, in the order of the list. Models pkg/registry/rbac/validation appliesTo. */
export function bindingsOf(user: User, bindings: readonly RoleBinding[]): readonly AppliedBinding[] {
  if (bindings.length === 0) return [];
  const { bySubject } = indexOf(bindings);
  const first = new Map<number, number>();
  const collect = (key: string) => {
    for (const { at, subject } of bySubject.get(key) ?? []) {
      const before = first.get(at);
      if (before === undefined || subject < before) first.set(at, subject);
    }
  };
  collect(`User ${user.name}`);
  for (const group of user.groups) collect(`Group ${group}`);
  return [...first]
    .sort(([a], [b]) => a - b)
    .map(([at, subject]) => ({ binding: bindings[at]!, subject: bindings[at]!.subjects![subject]! }));
}

function indexOf(bindings: readonly RoleBinding[]): SubjectIndex {
  let index = known.get(bindings);
  if (index === undefined) {
    index = makeIndex(bindings);
    known.set(bindings, index);
  }
  return index;
}

function makeIndex(bindings: readonly RoleBinding[]): SubjectIndex {
  const bySubject = new Map<string, Place[]>();
  bindings.forEach(({ subjects = [], metadata }, at) => {
    subjects.forEach((one, subject) => {
      const key = keyOf(one, metadata.namespace);
      if (key === undefined) return;
      const places = bySubject.get(key);
      if (places === undefined) bySubject.set(key, [{ at, subject }]);
      else places.push({ at, subject });
    });
  });
  return { bySubject };
}

/** A service account is a user with a name of its own; in a RoleBinding it may leave its namespace out. */
function keyOf({ kind, name, namespace }: Subject, bindingNamespace: string | undefined): string | undefined {
  if (kind === 'User' || kind === 'Group') return `${kind} ${name}`;
  if (kind !== 'ServiceAccount') return undefined;
  const where = namespace || bindingNamespace;
  return where === undefined ? undefined : `User system:serviceaccount:${where}:${name}`;
}
