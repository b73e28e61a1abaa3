/**
 * Undoes a start step by step, in the reverse order of what has been started, however far the start came.
 * Each step has a limit, so that one which hangs cannot keep PostgreSQL from being stopped.
 */
export class Stopper {
  #steps: { name: string; run: () => Promise<void>; limitMs: number }[] = []
  #running: Promise<void> | undefined

  constructor(private readonly report: (step: string, error: unknown) => void) {}

  add(name: string, run: () => Promise<void>, limitMs = 5_000): void {
    this.#steps.unshift({ name, run, limitMs })
  }

  /** A second call waits for the first. */
  stop(): Promise<void> {
    this.#running ??= this.#stop()
    return this.#running
  }

  async #stop(): Promise<void> {
    for (let step = this.#steps.shift(); step; step = this.#steps.shift()) {
      const { name, run, limitMs } = step
      await within(limitMs, run).catch((error) => this.report(name, error))
    }
  }
}

function within(limitMs: number, run: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not done within ${limitMs} ms`)), limitMs)
    run()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}
