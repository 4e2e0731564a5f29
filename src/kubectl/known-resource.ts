import discovery from '../api/schema/discovery.json' with { type: 'json' };

interface Known {
  readonly groupVersion: string;
  readonly name: string;
  readonly singular?: string;
  readonly kind: string;
  readonly shortNames?: readonly string[];
}

const KNOWN = (discovery as readonly Known[]).filter(({ name }) => !name.includes('/'));

/**
 * Words for a resource that every Kubernetes 1.33 serves and the server at hand does not: the person made no mistake.
 * Unlike kubectl, which cannot know; '' for names that no Kubernetes has.
 */
export function notServed(typed: string): string {
  const [wanted = ''] = typed.toLowerCase().split('.');
  const known = KNOWN.find(
    ({ name, singular, kind, shortNames }) =>
      name === wanted || singular === wanted || kind.toLowerCase() === wanted || (shortNames ?? []).includes(wanted),
  );
  return known === undefined ? '' : ` (not simulated in Drydock yet: ${known.kind} of ${known.groupVersion})`;
}

/** The version in which Kubernetes 1.33 serves a kind; undefined for kinds that it does not have. */
export const versionOf = (kind: string): string | undefined => KNOWN.find((known) => known.kind === kind)?.groupVersion;
