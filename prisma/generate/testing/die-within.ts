import { Client } from 'pg'
import { generateHistory } from '../generate'

/** Killed as by kill -9, in the transaction that has the given day: `die-within.ts URL NOW DAY ASKED`. */
const [url, now, day, asked] = process.argv.slice(2) as [string, string, string, string]
const client = new Client({ connectionString: url })
await client.connect()
const { people, ...options } = JSON.parse(asked)
await generateHistory(
  client,
  options,
  Number(now),
  {
    beforeCommit: ({ index }) =>
      index >= Number(day) ? void process.kill(process.pid, 'SIGKILL') : undefined,
  },
  people,
)
