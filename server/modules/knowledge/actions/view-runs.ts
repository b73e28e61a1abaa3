import type { RunStepView, RunView } from '../contract'
import { listRunSteps, listRuns, type StoredRun, type StoredRunStep } from '../store/procedure-runs'

/** A run with what was done, each step as the publication had it. */
export async function viewRun(run: StoredRun): Promise<RunView> {
  return toRunView(run, await listRunSteps([run.id]))
}

export async function viewRuns(conversationId: string): Promise<RunView[]> {
  const runs = await listRuns(conversationId)
  const steps = await listRunSteps(runs.map(({ id }) => id))
  return runs.map((run) => toRunView(run, steps))
}

function toRunView(run: StoredRun, steps: readonly StoredRunStep[]): RunView {
  return {
    ...{ id: run.id, procedureId: run.procedureId, names: run.body.names, state: run.state },
    ...{ version: run.version, startedBy: run.startedName, startedAt: run.startedAt.toISOString() },
    endedAt: run.endedAt?.toISOString() ?? null,
    current: run.body.steps.find(({ key }) => key === run.stepKey) ?? null,
    steps: steps.filter(({ runId }) => runId === run.id).flatMap(toStepView),
  }
}

function toStepView({ number, stepKey, answer, byName, at, body }: StoredRunStep): RunStepView[] {
  const step = body.steps.find(({ key }) => key === stepKey)
  return step ? [{ number, step, answer, by: byName, at: at.toISOString() }] : []
}
