/** Made by field-docs-plugin.ts when Vite builds. */
declare module 'virtual:field-docs' {
  const docs: import('../api/field-docs.ts').FieldDocs;
  export default docs;
}
