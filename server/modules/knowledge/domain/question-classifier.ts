import type { Asked } from './documents'
import { type Features, featuresOf } from './question-features'

/**
 * Learns from questions of which the article is known, and says how likely each article is for a new one: softmax
 * regression over weighted features, trained by gradient descent with a step of its own for each weight. Rare
 * articles count as much as common ones, since each example weighs by the inverse of its article's share.
 */
export type Example = Asked & { labels: readonly number[] }
export type Classifier = {
  /** Sums to 1, by label. */
  probabilities: (asked: Asked) => Float64Array
}

const EPOCHS = 8
const STEP = 0.3
const DECAY = 1e-4
const BIAS = 0.3
/** Examples between two pauses of the training. */
const SLICE = 40

type Sparse = { at: Int32Array; weight: Float64Array }

/** Pauses now and then, so that whoever drives it can do something else; returns when it has learnt. */
export function* trainClassifier(
  examples: readonly Example[],
  labels: number,
): Generator<void, Classifier, void> {
  const features: Features[] = []
  for (const [i, example] of examples.entries()) {
    features.push(featuresOf(example))
    if (i % SLICE === 0) yield
  }
  const vocabulary = vocabularyOf(features)
  const rows = features.map((one) => vocabulary.rowOf(one))
  const weights = new Float32Array(vocabulary.size * labels)
  const steps = new Float32Array(vocabulary.size * labels).fill(1e-3)
  const shares = sharesOf(examples, labels)
  const order = examples.map((_, i) => i)
  let chance = 7
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648
      const j = Math.floor((chance / 2_147_483_648) * (i + 1))
      ;[order[i], order[j]] = [order[j] as number, order[i] as number]
    }
    for (const [i, at] of order.entries()) {
      learn({ weights, steps, labels }, rows[at] as Sparse, (examples[at] as Example).labels, shares)
      if (i % SLICE === 0) yield
    }
  }
  return { probabilities: (asked) => softmax(weights, labels, vocabulary.rowOf(featuresOf(asked))) }
}

/** Without pauses: for programs that have nothing else to do. */
export function trainAtOnce(examples: readonly Example[], labels: number): Classifier {
  const training = trainClassifier(examples, labels)
  for (;;) {
    const step = training.next()
    if (step.done) return step.value
  }
}

type Model = { weights: Float32Array; steps: Float32Array; labels: number }

function learn(model: Model, row: Sparse, right: readonly number[], shares: Float64Array): void {
  const { weights, steps, labels } = model
  const off = softmax(weights, labels, row)
  let worth = 0
  for (const label of right) {
    off[label] = (off[label] ?? 0) - 1 / right.length
    worth += (shares[label] ?? 1) / right.length
  }
  for (let i = 0; i < row.at.length; i++) {
    const feature = row.at[i] as number
    const value = (row.weight[i] as number) * worth
    for (let label = 0; label < labels; label++) {
      const at = feature * labels + label
      const slope = (off[label] as number) * value + DECAY * (weights[at] as number)
      const seen = (steps[at] as number) + slope * slope
      steps[at] = seen
      weights[at] = (weights[at] as number) - (STEP * slope) / Math.sqrt(seen)
    }
  }
}

function softmax(weights: Float32Array, labels: number, row: Sparse): Float64Array {
  const sums = new Float64Array(labels)
  for (let i = 0; i < row.at.length; i++) {
    const feature = row.at[i] as number
    const value = row.weight[i] as number
    for (let label = 0; label < labels; label++)
      sums[label] = (sums[label] as number) + (weights[feature * labels + label] as number) * value
  }
  const highest = sums.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  let total = 0
  for (let label = 0; label < labels; label++) {
    sums[label] = Math.exp((sums[label] ?? 0) - highest)
    total += sums[label] ?? 0
  }
  return sums.map((value) => value / total)
}

/** Examples of a label weigh so that all labels together weigh the same; on average an example weighs 1. */
function sharesOf(examples: readonly Example[], labels: number): Float64Array {
  const counts = new Float64Array(labels)
  for (const { labels: own } of examples) for (const label of own) counts[label] = (counts[label] ?? 0) + 1
  const present = counts.filter((count) => count > 0).length
  return counts.map((count) => (count > 0 ? examples.length / (present * count) : 0))
}

function vocabularyOf(all: readonly Features[]) {
  const seenIn = new Map<string, number>()
  const count = (key: string) => seenIn.set(key, (seenIn.get(key) ?? 0) + 1)
  for (const { own, earlier } of all) {
    for (const key of own.keys()) count(key)
    for (const key of earlier) count(key)
  }
  const places = new Map([...seenIn.keys()].map((key, i) => [key, i]))
  const rarity = (key: string) => Math.log(1 + all.length / (seenIn.get(key) ?? 1))
  return {
    size: places.size + 1,
    rowOf: ({ own, earlier, words }: Features): Sparse => {
      const said = unit([...own].filter(([key]) => places.has(key)).map(([key, v]) => [key, v * rarity(key)]))
      const before = unit([...earlier].filter((key) => places.has(key)).map((key) => [key, rarity(key)]))
      const byShortness = 1 / Math.sqrt(Math.max(1, words / 2))
      const all: [number, number][] = [
        ...said.map(([key, value]): [number, number] => [places.get(key) as number, value]),
        ...before.map(([key, value]): [number, number] => [places.get(key) as number, value * byShortness]),
        [places.size, BIAS],
      ]
      return { at: Int32Array.from(all, ([at]) => at), weight: Float64Array.from(all, ([, value]) => value) }
    },
  }
}

function unit(values: [string, number][]): [string, number][] {
  const size = Math.sqrt(values.reduce((sum, [, value]) => sum + value * value, 0)) || 1
  return values.map(([key, value]) => [key, value / size])
}
