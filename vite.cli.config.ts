import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { fieldDocs } from './field-docs-plugin.ts';

/** npx remembers a link to the command; a rebuilt file must stay executable behind it. */
const executable = (): Plugin => ({
  name: 'executable',
  closeBundle: () => chmodSync(join(import.meta.dirname, 'dist/cli/drydock.js'), 0o755),
});

/** Bundles the `drydock` command for Node; `npm ci` runs it, so `npx drydock` works at once. */
export default defineConfig({
  publicDir: false,
  plugins: [fieldDocs(), executable()],
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
