import type { Spread } from './statistics'
import { faultsOf, type Summary } from './summary'

const spread = ({ mean, p50, p90, max }: Spread) => `mean ${mean}  p50 ${p50}  p90 ${p90}  max ${max}`
const share = (part: number | null) => (part === null ? '–' : `${Math.round(part * 100)} %`)
const counts = (record: Record<string, number>) =>
  Object.keys(record).length === 0
    ? 'none'
    : Object.entries(record)
        .sort((a, b) => b[1] - a[1])
        .map(([name, count]) => `${name} × ${count}`)
        .join(', ')

/** The table at the end. */
export function tableOf(s: Summary): string {
  const rows: [string, string | number][] = [
    [
      'offered',
      `${s.offered} (calls in the trace: ${s.trace.calls}; phantoms left out: ${s.trace.phantoms})`,
    ],
    ['direct', s.direct],
    ['queued', s.queued],
    ['offline', s.offline],
    ['abandoned', s.abandoned],
    ['waitSeconds', `${spread(s.waitSeconds)}  (time of the trace)`],
    [
      '  the trace itself',
      `${spread(s.trace.waitSeconds)}  served ${s.trace.served}  gave up ${s.trace.gaveUp}`,
    ],
    ['accepted', s.accepted],
    ['stored', s.stored],
    ['delivered', `${s.delivered} (and ${s.withoutReader} of customers whom nobody began to serve)`],
    ['lost', s.lost],
    ['duplicated', s.duplicated],
    ['outOfOrder', s.outOfOrder],
    ['overruns', `${s.overruns} (most places held by one of ${s.agents} agents: ${s.placesMost})`],
    ['decisions', s.decisions],
    ['errors', counts(s.errors)],
    ['retries', `${counts(s.retries)}; streams opened again: ${s.reconnects}`],
    ['unfinished', s.unfinished],
    [
      'estimate',
      `${s.estimate.given} given where the wait was ${s.estimate.meanWaitSeconds} s on average (wall)`,
    ],
    [
      '  its error',
      `median ${s.estimate.medianErrorSeconds} s  mean ${s.estimate.meanErrorSeconds} s  bias ${s.estimate.biasSeconds} s  within half of the wait ${share(s.estimate.withinHalf)}`,
    ],
    ['asked', `stayed ${s.chosen.wait}  left a message ${s.chosen.message}  went on ${s.chosen.group}`],
    ['malformed lines', `trace ${s.trace.malformed}, dialogues ${s.dialogueLinesMalformed}`],
    ['speed', `${s.speed.asked} asked, ${s.speed.reached} reached; fell behind by ${s.lagSeconds} s`],
    ['wall', `${s.wallSeconds} s, ${s.requests} requests`],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const faults = faultsOf(s)
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    '',
    s.interrupted ? 'Interrupted: these are the numbers so far.' : '',
    faults.length === 0 ? 'Passed.' : `Failed: ${faults.join('; ')}.`,
  ].join('\n')
}
