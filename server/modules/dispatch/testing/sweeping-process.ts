import { setDatabaseUrl } from '@/server/platform/env'
import { sweepTimers } from '../actions/sweep-timers'

/** A process that does nothing but sweep, to be killed in the middle of it. */
setDatabaseUrl(process.argv[2] ?? '')
process.send?.('ready')
for (;;) {
  await sweepTimers()
  await new Promise((resolve) => setTimeout(resolve, 5))
}
