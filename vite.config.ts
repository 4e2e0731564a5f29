import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { fieldDocs } from './field-docs-plugin.ts';

/** Nothing but our own files may run or load; Monaco and xterm set inline styles, which is all that is let through. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The built page carries the policy itself, so any static host will do. The dev server needs an inline script and goes without. */
function policyInPage(): Plugin {
  return {
    name: 'drydock-content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Builds the page. The `drydock` command has its own configuration. */
export default defineConfig({
  base: './',
  plugins: [react(), policyInPage(), fieldDocs()],
  resolve: {
    // monaco-yaml and its worker manager still name files as Monaco had them before 0.56.
    alias: [{ find: /^monaco-editor\/esm\/vs\/(.*)$/, replacement: 'monaco-editor/$1' }],
  },
  worker: { format: 'es', plugins: () => [fieldDocs()] },
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 5000,
  },
});
