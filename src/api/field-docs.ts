/** What Kubernetes says of the fields of its types: definition name, then field; the type itself is under the empty name. */
export type FieldDocs = Readonly<Record<string, Readonly<Record<string, string>>>>;
