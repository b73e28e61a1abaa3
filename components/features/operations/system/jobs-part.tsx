import { Code, Table, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { SystemHealth } from '@/server/modules/operations/contract'
import { Part, Wide } from './part'
import classes from './system.module.css'
import { useAmounts } from './use-amounts'

export function JobsPart({ health }: { health: SystemHealth }) {
  const t = useTranslations('system.jobs')
  return (
    <Part part="jobs" state={health.parts.jobs}>
      <Title order={3} size="h5" mb={4}>
        {t('tasks')}
      </Title>
      {health.jobs.tasks.length === 0 ? <Text c="dimmed">{t('noTasks')}</Text> : <Tasks health={health} />}
      <Title order={3} size="h5" mt="md" mb={4}>
        {t('loops')}
      </Title>
      <Loops health={health} />
    </Part>
  )
}

const taskColumns = ['name', 'waiting', 'givenUp', 'last', 'took', 'next', 'error'] as const

function Tasks({ health }: { health: SystemHealth }) {
  const t = useTranslations('system.jobs')
  const { number, milliseconds, ago } = useAmounts(health.at)
  return (
    <Wide label={t('tasks')}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {taskColumns.map((column) => (
              <Table.Th key={column}>{t(`column.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {health.jobs.tasks.map((task) => (
            <Table.Tr key={task.name}>
              <Table.Td>
                <Code>{task.name}</Code>
              </Table.Td>
              <Table.Td>{number(task.waiting)}</Table.Td>
              <Table.Td>{number(task.givenUp)}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{ago(task.lastAt)}</Table.Td>
              <Table.Td>{task.lastMs === null ? '–' : milliseconds(task.lastMs)}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{ago(task.nextAt)}</Table.Td>
              <Table.Td>
                <Failure at={task.lastErrorAt && ago(task.lastErrorAt)} text={task.lastError} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  )
}

const loopColumns = ['name', 'every', 'lastOk', 'took', 'next', 'error'] as const

function Loops({ health }: { health: SystemHealth }) {
  const t = useTranslations('system.jobs')
  const { milliseconds, ago } = useAmounts(health.at)
  return (
    <Wide label={t('loops')}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {loopColumns.map((column) => (
              <Table.Th key={column}>{t(`column.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {health.jobs.loops.map((loop) => (
            <Table.Tr key={loop.name}>
              <Table.Td>
                <Code>{loop.name}</Code>
              </Table.Td>
              <Table.Td>{milliseconds(loop.everyMs)}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{ago(loop.lastOkAt)}</Table.Td>
              <Table.Td>{loop.lastMs === null ? '–' : milliseconds(loop.lastMs)}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{ago(loop.nextAt)}</Table.Td>
              <Table.Td>
                <Failure at={loop.lastErrorAt && ago(loop.lastErrorAt)} text={loop.lastError} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  )
}

function Failure({ at, text }: { at: string | number | null; text: string | null }) {
  if (text === null) return <>–</>
  return (
    <div className={classes.reason}>
      {text}
      {at !== null && (
        <Text size="xs" c="dimmed">
          {at}
        </Text>
      )}
    </div>
  )
}
