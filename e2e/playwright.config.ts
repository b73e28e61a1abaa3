import os from 'node:os'
import { defineConfig } from '@playwright/test'

// Read again in each worker, which then knows its place.
const servers = JSON.parse(process.env.JOURNEYS_SERVERS ?? '[]') as { url: string; dataDir: string }[]
const own = servers[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]
if (own) Object.assign(process.env, { JOURNEYS_URL: own.url, JOURNEYS_DATA: own.dataDir })

/** CHROME_PATH is found by scripts/test.mjs; without it Playwright takes its own download. */
const executablePath = process.env.CHROME_PATH

export default defineConfig({
  testDir: './journeys',
  outputDir: '../.build/journeys',
  globalSetup: './fixtures/start-server.ts',
  // A server and a set of agents for each worker; journeys that share them run one after the other.
  workers: os.availableParallelism() > 1 ? 2 : 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env.JOURNEYS_URL,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
        // A microphone that hums, and nobody who has to allow it.
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
      ],
    },
  },
})
