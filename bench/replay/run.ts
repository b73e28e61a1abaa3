import { setTimeout as delay } from 'node:timers/promises'
import { Agent } from './actors/agent'
import { Customer } from './actors/customer'
import { World } from './actors/world'
import { Scheduler } from './clock/scheduler'
import { TraceClock } from './clock/trace-clock'
import type { Dialogues } from './input/dialogues'
import type { Trace } from './input/trace'
import { lookUp } from './measure/look-up'
import { round } from './measure/statistics'
import { type Summary, summarise } from './measure/summary'
import { Tally } from './measure/tally'
import { createApi } from './net/api'
import { ApiClient } from './net/api-client'
import { HttpClient } from './net/http-client'
import type { Overflow } from './options'
import { planAgents } from './plan/agents'
import { listTypes } from './plan/topics'
import { prepare } from './prepare'
import { showProgress } from './progress'

export type Run = {
  trace: Trace
  dialogues: Dialogues
  /** First day, for the progress. */
  from: string
  speed: number
  agents: number | undefined
  overflow: Overflow
  url: string
  token: string
  /** Ends the replay early; the numbers so far are still gathered. */
  signal: AbortSignal
  log: (line: string) => void
  /** What else happens while the trace is played. */
  onArrival?: (arrived: number) => void
  /** Looks at what everybody has seen, when all is over. */
  examine?: (world: World) => Promise<void>
}

/** More requests under way than this, and the clock waits. */
const AT_ONCE = 64
const SAMPLE_MS = 1_000
/** When nothing moves any more for so long, what is open stays unfinished. */
const STUCK_MS = 45_000
const SETTLE_MS = 15_000

/** Everything that a replay runs on, ready to begin. */
type Stage = {
  client: ApiClient
  http: HttpClient
  world: World
  agents: Agent[]
  origin: number
  began: number
}

/** Prepares the server, plays the trace, lets it settle, and looks everything up again. */
export async function replay(run: Run): Promise<Summary> {
  const stage = await setStage(run)
  const { world, agents, client, http } = stage
  const played = await play(run, stage)
  run.log(`looking ${world.cases.size} conversations up`)
  const findings = await lookUp(world)
  await run.examine?.(world)
  for (const agent of agents) agent.close()
  http.close()
  return summarise({
    ...{ world, agents, findings, trace: run.trace, dialogueLinesMalformed: run.dialogues.malformed },
    run: { ...played, requests: client.calls, interrupted: run.signal.aborted },
  })
}

async function setStage(run: Run): Promise<Stage> {
  const tally = new Tally()
  const http = new HttpClient(run.url)
  const client = new ApiClient(http, tally, AT_ONCE)
  const api = createApi(client)
  const types = listTypes(run.trace.calls)
  const plan = planAgents(run.trace.calls, types, run.agents)
  run.log(`preparing ${types.length} groups and ${plan.length} agents on ${run.url}`)
  const installation = await prepare(api, run.token, types, plan, run)
  const origin = Math.min(run.trace.calls[0]!.at, ...plan.map(({ duty }) => duty[0]?.at ?? Number.MAX_VALUE))
  const began = Date.now()
  const clock = new TraceClock(run.speed, origin, began, Date.now)
  clock.pause()
  const world = new World(api, http, new Scheduler(clock, client), clock, tally, installation)
  const agents = plan.map((planned, i) => new Agent(world, planned, installation.agentTokens[i]!))
  await Promise.all(agents.map((agent) => agent.connect()))
  return { client, http, world, agents, origin, began }
}

async function play(run: Run, stage: Stage): Promise<Pick<Summary, 'speed' | 'lagSeconds' | 'wallSeconds'>> {
  const { world, agents, client, origin, began } = stage
  const { clock, scheduler } = world
  clock.resume()
  const settingUpMs = clock.slippedMs
  const stops = [
    showProgress(world, client, run.from, run.trace.calls.length, settingUpMs),
    sampleInTurn(agents),
  ]
  run.signal.addEventListener('abort', () => scheduler.stop())
  schedule(run, stage)
  await scheduler.play(isOver(world, client, agents, run.trace.calls.length))
  const wallMs = Date.now() - began - settingUpMs
  const reached = (clock.now() - origin) / Math.max(wallMs, 1)
  const lagMs = clock.slippedMs - settingUpMs + scheduler.maxLateMs
  world.stopping = true
  if (run.signal.aborted) client.giveUp()
  await settle(world, client)
  for (const stop of stops) stop()
  return {
    speed: { asked: run.speed, reached: round(reached) },
    lagSeconds: round(lagMs / 1000),
    wallSeconds: round(wallMs / 1000),
  }
}

/** Arrivals and changes of status, all of them known beforehand. */
function schedule(run: Run, { world, agents }: Stage): void {
  for (const agent of agents) {
    for (const { at, status } of agent.plan.duty) world.scheduler.at(at, () => void agent.setStatus(status))
  }
  const { turns } = run.dialogues
  run.trace.calls.forEach((call, i) => {
    world.scheduler.at(call.at, () => {
      world.arrived += 1
      run.onArrival?.(world.arrived)
      void new Customer(world, call, turns[i % turns.length]!).arrive()
    })
  })
}

/** Every call has arrived and is over; messages left at the end are worked off first. */
function isOver(world: World, client: ApiClient, agents: Agent[], calls: number): () => boolean {
  let moved = Date.now()
  let seen = ''
  return () => {
    if (world.arrived < calls) return false
    if (world.open === 0 && client.idle) return true
    const now = `${world.open} ${world.steps} ${world.scheduler.waiting}`
    if (now !== seen) moved = Date.now()
    seen = now
    if (!world.closing && (world.scheduler.waiting === 0 || Date.now() - moved > 1_000)) {
      world.closing = true
      for (const agent of agents) agent.workOff()
    }
    return Date.now() - moved > STUCK_MS
  }
}

/** One agent after the other is asked what they hold, so that the limit is also seen with the server's eyes. */
function sampleInTurn(agents: Agent[]): () => void {
  let turn = 0
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    const agent = agents[turn++ % agents.length]!
    void agent.sample().finally(() => {
      busy = false
    })
  }, SAMPLE_MS)
  return () => clearInterval(timer)
}

/** What is on its way arrives, within reason. */
async function settle(world: World, client: ApiClient): Promise<void> {
  const until = Date.now() + SETTLE_MS
  const quiet = () => client.idle && [...world.cases.values()].every((found) => found.closed || !found.ended)
  while (Date.now() < until && !quiet()) await delay(50)
  await delay(500)
}
