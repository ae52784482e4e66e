import {defineConfig} from 'vitest/config';

export default defineConfig({
  esbuild: {jsx: 'automatic', jsxImportSource: 'preact'},
  test: {include: ['tests/extension/**/*.test.{ts,tsx}'], testTimeout: 120_000},
});
