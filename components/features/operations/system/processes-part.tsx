import { Code, Group, Table, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ProcessView, SystemHealth } from '@/server/modules/operations/contract'
import { Part, Wide } from './part'
import { StateBadge } from './state-badge'
import { useAmounts } from './use-amounts'

const columns = ['process', 'version', 'since', 'heard', 'memory', 'loop', 'streams', 'connections'] as const

export function ProcessesPart({ health }: { health: SystemHealth }) {
  const t = useTranslations('system.processes')
  return (
    <Part part="processes" state={health.parts.processes}>
      {health.processes.length === 0 ? (
        <Text c="dimmed">{t('none')}</Text>
      ) : (
        <Wide label={t('label')}>
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Table.Th key={column}>{t(`column.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {health.processes.map((one) => (
                <ProcessRow key={one.id} one={one} at={health.at} />
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </Part>
  )
}

function ProcessRow({ one, at }: { one: ProcessView; at: number }) {
  const t = useTranslations('system.processes')
  const { number, bytes, milliseconds, ago } = useAmounts(at)
  const { pool } = one
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8} wrap="nowrap">
          <StateBadge state={one.state} />
          <span>
            {one.host}:{one.pid}
          </span>
        </Group>
      </Table.Td>
      <Table.Td>
        {one.version} <Code>{one.build || one.node}</Code>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{ago(one.startedAt)}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{ago(one.seenAt)}</Table.Td>
      <Table.Td>{bytes(one.rssBytes)}</Table.Td>
      <Table.Td>{milliseconds(one.loopLagMs)}</Table.Td>
      <Table.Td>{number(one.streams)}</Table.Td>
      <Table.Td>
        {pool.waiting > 0
          ? t('poolWaiting', { used: pool.inUse, all: pool.max, waiting: pool.waiting })
          : t('pool', { used: pool.inUse, all: pool.max })}
      </Table.Td>
    </Table.Tr>
  )
}
