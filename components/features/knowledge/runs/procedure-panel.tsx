'use client'

import { Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core'
import { IconChecklist, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FailedState } from '@/components/patterns/states/failed-state'
import { StateMessage } from '@/components/patterns/states/state-message'
import type { OfferedProcedure, RunView } from '@/server/modules/knowledge/contract'
import { DoneSteps, PastRuns } from './past-runs'
import { type PanelActs, RunStep } from './run-step'
import classes from './runs.module.css'
import { useOffer, useRunActs, useTextIn, useUsable } from './use-procedures'

type Conversation = { id: string; lastSeq: number }

/** The procedure under way, else those that fit; below it what was done before. */
export function ProcedurePanel({ conversation, acts }: { conversation: Conversation; acts: PanelActs }) {
  const offer = useOffer(conversation)
  const runs = useRunActs(conversation)
  if (offer.isError) return <FailedState error={offer.error} retry={() => void offer.refetch()} />
  if (!offer.data) return <Skeleton height={140} />
  const running = offer.data.runs.find(({ state }) => state === 'running')
  const past = offer.data.runs.filter(({ state }) => state !== 'running')
  return (
    <>
      {running ? (
        <Running run={running} mayRun={offer.data.mayRun} acts={acts} runs={runs} />
      ) : (
        offer.data.mayRun && <Offered offered={offer.data.offered} runs={runs} />
      )}
      {!running && !offer.data.mayRun && past.length === 0 && <Nothing />}
      {past.length > 0 && <PastRuns runs={past} />}
    </>
  )
}

function Nothing() {
  const t = useTranslations('procedures.run')
  return <StateMessage icon={IconChecklist} title={t('nothing')} />
}

type Runs = ReturnType<typeof useRunActs>

function Offered({ offered, runs }: { offered: OfferedProcedure[]; runs: Runs }) {
  const t = useTranslations('procedures.run')
  const textIn = useTextIn()
  const [searching, setSearching] = useState(false)
  const usable = useUsable(searching)
  const others = (usable.data ?? []).map(({ id, names }) => ({ value: id, label: textIn(names) }))
  return (
    <>
      {offered.length === 0 && (
        <Text size="sm" c="dimmed" mb="sm">
          {t('noneFits')}
        </Text>
      )}
      <ul className={classes.offer} aria-label={t('offered')}>
        {offered.map(({ id, names, reason, stepCount }) => (
          <li key={id} className={classes.offered}>
            <div>
              <div className={classes.name}>{textIn(names)}</div>
              <div className={classes.quiet}>{t(`reason.${reason}`, { count: stepCount })}</div>
            </div>
            <Button
              size="compact-sm"
              flex="none"
              leftSection={<IconPlayerPlay size={14} />}
              aria-label={t('startNamed', { name: textIn(names) })}
              disabled={runs.busy}
              onClick={() => runs.start.mutate(id)}
            >
              {t('start')}
            </Button>
          </li>
        ))}
      </ul>
      <Select
        label={t('another')}
        placeholder={t('choose')}
        searchable
        data={others}
        value={null}
        onFocus={() => setSearching(true)}
        onChange={(id) => id && runs.start.mutate(id)}
        nothingFoundMessage={usable.isPending ? t('loading') : t('noneFound')}
        disabled={runs.busy}
      />
    </>
  )
}

type RunningProps = { run: RunView; mayRun: boolean; acts: PanelActs; runs: Runs }

function Running({ run, mayRun, acts, runs }: RunningProps) {
  const t = useTranslations('procedures.run')
  const textIn = useTextIn()
  return (
    <section aria-label={textIn(run.names)}>
      <Group justify="space-between" align="start" wrap="nowrap" mb="xs">
        <div>
          <div className={classes.name}>{textIn(run.names)}</div>
          <div className={classes.quiet}>
            {t('stepNumber', { number: run.steps.length + 1 })} · {t('begunBy', { name: run.startedBy })}
          </div>
        </div>
        {mayRun && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={runs.busy}
            onClick={() => runs.stop.mutate(run)}
          >
            {t('stop')}
          </Button>
        )}
      </Group>
      {run.current && (
        // Key: each step begins with an empty answer.
        <RunStep
          key={run.version}
          run={run}
          step={run.current}
          mayRun={mayRun}
          busy={runs.busy}
          goesOn={runs.goesOn(run.id)}
          acts={acts}
          onAnswer={(answer) => runs.walk.mutate({ run, answer })}
        />
      )}
      {run.steps.length > 0 && (
        <Stack gap={0} mt="sm">
          <Text size="sm" fw={600}>
            {t('done')}
          </Text>
          <DoneSteps run={run} />
        </Stack>
      )}
    </section>
  )
}
