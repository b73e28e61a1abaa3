import { setTimeout as delay } from 'node:timers/promises'
import { allStreams, recheckUser, startHeartbeat, startRecheck } from '@/server/events/streams'
import { startTail } from '@/server/events/tail'
import { mailNotice, NOTICE_MAIL_TASK, startSealing } from '@/server/modules/accounts'
import { startBot } from '@/server/modules/bot'
import { finishMerges } from '@/server/modules/channels'
import {
  mailReply,
  mailTranscript,
  REPLY_MAIL_TASK,
  RETENTION_TASK,
  runRetention,
  startIndexing,
  startReplyMails,
  startRetention,
  startUploadSweep,
  startWorkWatch,
  TRANSCRIPT_MAIL_TASK,
} from '@/server/modules/conversations'
import { ERASE_TASK, eraseCustomer, startErasures } from '@/server/modules/customers'
import { startDraining, startPresence, startQueuePlaces, startTimers } from '@/server/modules/dispatch'
import { startIm } from '@/server/modules/im'
import {
  runScheduledReport,
  SCHEDULED_REPORT_TASK,
  startDays,
  startScheduledReports,
} from '@/server/modules/insights'
import { PUSH_TASK, pushAnswer, startEventWebhooks, startPush } from '@/server/modules/integrations'
import { startPictureSweep } from '@/server/modules/knowledge'
import { startProcessReports } from '@/server/modules/operations'
import { startOversight } from '@/server/modules/oversight'
import { startPlanWatch, startSwapWatch } from '@/server/modules/schedules'
import { REMOVE_DEMO_TASK, removeDemo } from '@/server/modules/setup'
import { mailTelling, startTicketWatch, TICKET_MAIL_TASK } from '@/server/modules/tickets'
import { startRampWatch, startStatusWatch } from '@/server/modules/workforce'
import { startJobs } from '@/server/platform/jobs'
import { log } from '@/server/platform/log'
import { onShutdown, shutDown } from '@/server/platform/shutdown'
import { onSignal } from '@/server/platform/signals'
import { singleton } from '@/server/platform/singleton'

const state = () => singleton('runtime', () => ({ started: false }))

/** What runs beside HTTP for as long as the process lives: timers, queues, event delivery. */
export async function startRuntime(): Promise<void> {
  if (state().started) return
  state().started = true
  void finishMerges().catch((err: unknown) => log().error({ err }, 'merges were not finished'))
  const stops = [
    await startJobs({
      [REPLY_MAIL_TASK]: mailReply,
      [TRANSCRIPT_MAIL_TASK]: mailTranscript,
      [PUSH_TASK]: pushAnswer,
      [NOTICE_MAIL_TASK]: mailNotice,
      [RETENTION_TASK]: runRetention,
      [REMOVE_DEMO_TASK]: removeDemo,
      [SCHEDULED_REPORT_TASK]: runScheduledReport,
      [ERASE_TASK]: eraseCustomer,
      [TICKET_MAIL_TASK]: mailTelling,
    }),
    startTail(),
    startSealing(),
    startDraining(),
    startBot(),
    startQueuePlaces(),
    startPresence(),
    startTimers(),
    startStatusWatch(),
    startRampWatch(),
    startPlanWatch(),
    startSwapWatch(),
    startReplyMails(),
    startUploadSweep(),
    startPictureSweep(),
    startRetention(),
    startErasures(),
    startOversight(),
    startScheduledReports(),
    startEventWebhooks(),
    startPush(),
    startIm(),
    startTicketWatch(),
    startWorkWatch(),
    startIndexing(),
    startDays(),
    startProcessReports(),
    startHeartbeat(),
    startRecheck(),
    onSignal('user_revoked', ({ userId }) => void setImmediate(recheckUser, userId)),
    onSignal('token_revoked', ({ userId }) => void setImmediate(recheckUser, userId)),
  ]
  onShutdown('streams', () => {
    for (const stream of [...allStreams()]) stream.close()
  })
  onShutdown('jobs', async () => {
    state().started = false
    await Promise.all(stops.map((stop) => stop()))
  })
}

/** Under plain `next start` there is no entry: the first request starts what runs beside HTTP. */
export const ensureRuntime = startRuntime

/** Ends the streams that are open now one after the other, so that not all come back at once. */
export async function sendStreamsAway(overMs: number): Promise<void> {
  const leaving = [...allStreams()]
  const beats = Math.max(1, Math.ceil(overMs / 100))
  const share = Math.ceil(leaving.length / beats)
  while (leaving.length > 0) {
    for (const stream of leaving.splice(0, share)) stream.close()
    await delay(100)
  }
}

/** Ends event streams: they would keep HTTP from closing for ever. */
export async function endStreams(report: (error: unknown) => void): Promise<void> {
  await shutDown('streams', report)
}

/** Lets running jobs finish, then closes pools; nobody is connected any more. */
export async function stopRuntime(report: (error: unknown) => void): Promise<void> {
  await shutDown('jobs', report)
  await shutDown('pools', report)
}
