import { defineConfig } from 'vitest/config';
import { fieldDocs } from './field-docs-plugin.ts';

export default defineConfig({
  plugins: [fieldDocs()],
  test: {
    include: ['e2e/**/*.e2e.ts'],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
