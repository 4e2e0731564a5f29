import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { fieldDocs } from './field-docs-plugin.ts';

/** npm links the commands of dependencies only; `npx drydock` in this folder needs the project's own. */
function linkCommand(): Plugin {
  return {
    name: 'link-command',
    closeBundle() {
      const folder = join(import.meta.dirname, 'node_modules/.bin');
      mkdirSync(folder, { recursive: true });
      rmSync(join(folder, 'drydock'), { force: true });
      symlinkSync('../../dist/cli/drydock.js', join(folder, 'drydock'));
      chmodSync(join(import.meta.dirname, 'dist/cli/drydock.js'), 0o755);
    },
  };
}

/** Bundles the `drydock` command for Node; `npm ci` runs it, so `npx drydock` works at once. */
export default defineConfig({
  publicDir: false,
  plugins: [linkCommand(), fieldDocs()],
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
