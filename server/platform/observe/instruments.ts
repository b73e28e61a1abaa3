import { counter, distribution, gauge } from './registry'

/**
 * What this process counts while it works. Labels are names that stand in the code (routes, tasks, statements) or
 * short closed lists; never a customer, a person or a conversation.
 */
const QUICK = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const
const SLOW = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300] as const

export const instruments = {
  request: distribution({
    name: 'switchyard_http_request_duration_seconds',
    help: 'Time from a request to the head of its answer, by route and class of the status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  }),
  batchSize: distribution({
    name: 'switchyard_message_batch_size',
    help: 'Messages written by one statement',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
  }),
  batchTime: distribution({
    name: 'switchyard_message_batch_duration_seconds',
    help: 'Time one statement took to write its messages',
    buckets: QUICK,
  }),
  messages: counter<'outcome'>({
    name: 'switchyard_messages_total',
    help: 'Messages by outcome: stored, repeated or refused',
    labelNames: ['outcome'],
  }),
  decisions: counter<'outcome'>({
    name: 'switchyard_dispatch_decisions_total',
    help: 'Decisions of dispatch that were carried out, by outcome',
    labelNames: ['outcome'],
  }),
  decisionTime: distribution({
    name: 'switchyard_dispatch_duration_seconds',
    help: 'Time of one decision with its transaction, waiting for its turn and lost races included',
    buckets: QUICK,
  }),
  entries: counter<'type'>({
    name: 'switchyard_log_entries_total',
    help: 'Entries of the conversations log that this process wrote, by type',
    labelNames: ['type'],
  }),
  deliveryLag: distribution({
    name: 'switchyard_delivery_lag_seconds',
    help: 'From the moment of an entry to the streams of this process: told at once (direct) or found in the log (tail)',
    labelNames: ['path'],
    buckets: [...QUICK, 5, 10],
  }),
  streamsCut: counter({
    name: 'switchyard_streams_cut_total',
    help: 'Streams ended because their reader was too far behind',
  }),
  wakeUpsSent: counter<'topic'>({
    name: 'switchyard_wakeups_sent_total',
    help: 'Wake-ups sent to other processes, by topic',
    labelNames: ['topic'],
  }),
  wakeUpsFailed: counter({
    name: 'switchyard_wakeups_failed_total',
    help: 'Wake-ups that could not be handed to Redis',
  }),
  wakeUpsReceived: counter<'topic'>({
    name: 'switchyard_wakeups_received_total',
    help: 'Wake-ups received from other processes, by topic',
    labelNames: ['topic'],
  }),
  wakeUpsMissed: counter({
    name: 'switchyard_wakeups_missed_total',
    help: 'Conversations whose news the poll of each second found before any wake-up told of it',
  }),
  jobRuns: counter<'task' | 'result'>({
    name: 'switchyard_job_runs_total',
    help: 'Runs of durable jobs, by task and result (done, failed)',
    labelNames: ['task', 'result'],
  }),
  jobTime: distribution({
    name: 'switchyard_job_duration_seconds',
    help: 'Time of one run of a durable job, by task',
    labelNames: ['task'],
    buckets: SLOW,
  }),
  jobSuccess: gauge<'task'>({
    name: 'switchyard_job_last_success_timestamp_seconds',
    help: 'When a job of this task last succeeded in this process',
    labelNames: ['task'],
  }),
  loopRuns: counter<'loop' | 'result'>({
    name: 'switchyard_loop_runs_total',
    help: 'Rounds of what runs again and again beside requests, by name and result (done, failed)',
    labelNames: ['loop', 'result'],
  }),
  loopTime: distribution({
    name: 'switchyard_loop_duration_seconds',
    help: 'Time of one such round, by name',
    labelNames: ['loop'],
    buckets: SLOW,
  }),
  loopSuccess: gauge<'loop'>({
    name: 'switchyard_loop_last_success_timestamp_seconds',
    help: 'When a round of this name last succeeded in this process',
    labelNames: ['loop'],
  }),
  timersFired: counter<'timer'>({
    name: 'switchyard_timers_fired_total',
    help: 'Timers of conversations that fired, by kind',
    labelNames: ['timer'],
  }),
  timerLag: distribution({
    name: 'switchyard_timer_lag_seconds',
    help: 'From the moment a timer was due until it had fired',
    buckets: [0.1, 0.5, 1, 1.5, 2, 3, 5, 10, 30, 60],
  }),
  queryTime: distribution({
    name: 'switchyard_db_query_duration_seconds',
    help: 'Time of one database statement, waiting for its turn on the connection included',
    buckets: QUICK,
  }),
  slowQueries: counter<'statement'>({
    name: 'switchyard_db_slow_queries_total',
    help: 'Statements that took longer than SLOW_QUERY_MS, by name',
    labelNames: ['statement'],
  }),
  mails: counter<'result'>({
    name: 'switchyard_mails_total',
    help: 'Mails handed to the mail server, by result (sent, refused, failed, unknown)',
    labelNames: ['result'],
  }),
}
