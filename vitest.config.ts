import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/foreign/**', 'node_modules/**'],
    setupFiles: ['test/support/fixed-seed.ts'],
    // On a machine with two cores Vitest would use one.
    maxWorkers: '100%',
    // Generous: a busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
