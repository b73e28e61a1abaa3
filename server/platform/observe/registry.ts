import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { singleton } from '../singleton'
import { Distribution } from './distribution'

/** Everything that `/metrics` tells of this process. */
export const registry = (): Registry =>
  singleton('metrics', () => {
    const made = new Registry()
    collectDefaultMetrics({ register: made })
    return made
  })

type Described = { name: string; help: string; labelNames?: readonly string[] }

/** One per process under each name, whichever module graph asks first. */
function once<T>(name: string, create: () => T): T {
  return singleton(`metric.${name}`, create)
}

export function distribution(options: Described & { buckets: readonly number[]; maxSeries?: number }) {
  return once(options.name, () => {
    const made = new Distribution(options)
    registry().registerMetric(made as never)
    return made
  })
}

export function counter<T extends string = string>(options: Described): Counter<T> {
  return once(options.name, () => {
    const made = new Counter<T>({
      ...options,
      labelNames: (options.labelNames ?? []) as T[],
      registers: [registry()],
    })
    return made
  })
}

/** `collect` sets it when it is asked for. */
export function gauge<T extends string = string>(
  options: Described & { collect?: (this: Gauge<T>) => void | Promise<void> },
): Gauge<T> {
  return once(options.name, () => {
    const { collect, labelNames = [], ...described } = options
    return new Gauge<T>({
      ...described,
      labelNames: labelNames as T[],
      registers: [registry()],
      ...(collect && { collect }),
    })
  })
}
