import os from 'node:os'
import { defineConfig } from 'vitest/config'

const alias = { '@': import.meta.dirname }
const exclude = ['**/node_modules/**', '.next/**', '.build/**', 'e2e/**', 'data/**']

export default defineConfig({
  test: {
    // All cores, where a core is left over by default; more would ask one PostgreSQL for too many connections.
    maxWorkers: Math.min(4, os.availableParallelism()),
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx,mjs}'],
          exclude: [...exclude, '**/*.int.test.*'],
          // Properties over thousands of cases, and one that reads the whole tree: a busy machine is no failure.
          testTimeout: 30_000,
        },
      },
      {
        // Against the built pages, without the entry.
        resolve: { alias },
        test: {
          name: 'next',
          include: ['e2e/**/*.next.test.ts'],
          pool: 'forks',
          testTimeout: 90_000,
          hookTimeout: 180_000,
          globalSetup: 'server/platform/testing/global-setup.ts',
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'int',
          include: ['**/*.int.test.{ts,mjs}'],
          exclude,
          pool: 'forks',
          testTimeout: 90_000,
          hookTimeout: 180_000,
          globalSetup: 'server/platform/testing/global-setup.ts',
        },
      },
    ],
  },
})
