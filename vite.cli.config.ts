import { defineConfig } from 'vite';
import { fieldDocs } from './field-docs-plugin.ts';

/** Bundles the `drydock` command for Node; `npm ci` runs it, so `npx drydock` works at once. */
export default defineConfig({
  publicDir: false,
  plugins: [fieldDocs()],
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/drydock.ts',
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rollupOptions: {
      output: {
        entryFileNames: 'drydock.js',
        chunkFileNames: '[name]-[hash].js',
        banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
