import { shutDown } from '@/server/platform/shutdown'

/** What runs beside HTTP for as long as the process lives: background jobs, timers, event delivery. */
export async function startRuntime(): Promise<void> {}

/** Ends event streams: they would keep HTTP from closing for ever. */
export async function endStreams(report: (error: unknown) => void): Promise<void> {
  await shutDown('streams', report)
}

/** Lets running jobs finish, then closes pools; nobody is connected any more. */
export async function stopRuntime(report: (error: unknown) => void): Promise<void> {
  await shutDown('jobs', report)
  await shutDown('pools', report)
}
