import { parseYamlDocuments } from '../api/yaml.ts';

/** What could not be read, in the words kubectl has for it. */
export interface ManifestError {
  readonly error: string;
}

/** One YAML or JSON document as data; null for an empty text. */
export function parseYamlDocument(text: string): { readonly value: unknown } | ManifestError {
  return parseManifest(text)[0] ?? { value: null };
}

/** The documents of a manifest in order, empty ones left out; an error ends the list. */
export function parseManifest(text: string): readonly ({ readonly value: unknown } | ManifestError)[] {
  const documents: ({ readonly value: unknown } | ManifestError)[] = [];
  for (const { value, error } of parseYamlDocuments(text)) {
    documents.push(error === undefined ? { value } : { error: error.message });
    if (error !== undefined) break;
  }
  return documents;
}
