type Labels = Readonly<Record<string, string>>

/** One series: what it costs to observe is a comparison or ten and three additions. */
export class Series {
  sum = 0
  count = 0
  readonly counts: Float64Array

  constructor(
    readonly labels: Labels,
    private readonly bounds: readonly number[],
  ) {
    this.counts = new Float64Array(bounds.length)
  }

  observe(value: number): void {
    this.sum += value
    this.count += 1
    const { bounds, counts } = this
    for (let i = 0; i < bounds.length; i += 1) {
      if (value <= (bounds[i] as number)) {
        counts[i] = (counts[i] as number) + 1
        return
      }
    }
  }
}

type Value = { labels: Record<string, string | number>; metricName: string; value: number }
type Options = {
  name: string
  help: string
  labelNames?: readonly string[]
  buckets: readonly number[]
  /** More series than this are counted as one with every label "other". */
  maxSeries?: number
}

/**
 * A histogram in Prometheus' form for places that run thousands of times a second: whoever observes holds its
 * series and builds no key. The library's own builds and checks the labels at each observation, which costs forty
 * times as much.
 */
export class Distribution {
  readonly type = 'histogram'
  readonly name: string
  readonly help: string
  readonly aggregator = 'sum'
  private readonly series = new Map<string, Series>()

  constructor(private readonly options: Options) {
    this.name = options.name
    this.help = options.help
    if (!options.labelNames?.length) this.of()
  }

  /** The series of these label values, in the order of the names. */
  of(...values: string[]): Series {
    const { labelNames = [], buckets, maxSeries = 2_000 } = this.options
    const key = values.join('\n')
    const known = this.series.get(key)
    if (known) return known
    if (values.length !== labelNames.length) throw new Error(`${this.name} has ${labelNames.length} labels`)
    const full = this.series.size >= maxSeries && values.some((value) => value !== 'other')
    if (full) return this.of(...values.map(() => 'other'))
    const made = new Series(Object.fromEntries(labelNames.map((name, i) => [name, values[i] ?? ''])), buckets)
    this.series.set(key, made)
    return made
  }

  get() {
    const values: Value[] = []
    for (const { labels, sum, count, counts } of this.series.values()) {
      let below = 0
      this.options.buckets.forEach((le, i) => {
        below += counts[i] as number
        values.push({ labels: { ...labels, le }, metricName: `${this.name}_bucket`, value: below })
      })
      values.push({ labels: { ...labels, le: '+Inf' }, metricName: `${this.name}_bucket`, value: count })
      values.push({ labels, metricName: `${this.name}_sum`, value: sum })
      values.push({ labels, metricName: `${this.name}_count`, value: count })
    }
    return { name: this.name, help: this.help, type: this.type, values, aggregator: this.aggregator }
  }

  reset(): void {
    this.series.clear()
    if (!this.options.labelNames?.length) this.of()
  }
}
