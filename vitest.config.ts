import { defineConfig } from 'vitest/config';
import { fieldDocs } from './field-docs-plugin.ts';

export default defineConfig({
  plugins: [fieldDocs()],
  test: { include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'], testTimeout: 60_000, pool: 'forks' },
});
