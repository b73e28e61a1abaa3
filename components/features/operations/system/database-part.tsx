import { Code, Table, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { SystemHealth } from '@/server/modules/operations/contract'
import { Facts, Part, Wide } from './part'
import { useAmounts } from './use-amounts'

export function DatabasePart({ health }: { health: SystemHealth }) {
  const t = useTranslations('system.database')
  const { seconds, bytes, number } = useAmounts(health.at)
  const { database, parts } = health
  const replicas =
    database.replicas === 0
      ? t('noReplica')
      : t('replicaLag', { count: database.replicas, lag: seconds(database.replicaLagSeconds) })
  return (
    <Part part="database" state={parts.database}>
      <Facts
        rows={[
          [t('version'), `PostgreSQL ${database.version}`],
          [t('size'), bytes(database.sizeBytes)],
          [
            t('connections'),
            t('of', { used: number(database.connections), all: number(database.maxConnections) }),
          ],
          [t('oldest'), seconds(database.oldestTransactionSeconds)],
          [t('replicas'), database.standby ? t('standby') : replicas],
          [t('migrations'), number(database.migrations)],
          [t('lastMigration'), <Code key="last">{database.lastMigration}</Code>],
        ]}
      />
      <Title order={3} size="h5" mt="md" mb={4}>
        {t('slow', { count: database.slow.quarterHour })}
      </Title>
      {database.slow.recent.length === 0 ? (
        <Text c="dimmed">{t('noSlow')}</Text>
      ) : (
        <SlowTable health={health} />
      )}
    </Part>
  )
}

function SlowTable({ health }: { health: SystemHealth }) {
  const t = useTranslations('system.database')
  const { milliseconds, number, ago } = useAmounts(health.at)
  return (
    <Wide label={t('slowLabel')}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('statement')}</Table.Th>
            <Table.Th>{t('took')}</Table.Th>
            <Table.Th>{t('rows')}</Table.Th>
            <Table.Th>{t('when')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {health.database.slow.recent.slice(0, 10).map((one) => (
            <Table.Tr key={`${one.at} ${one.statement} ${one.ms}`}>
              <Table.Td>
                <Code title={one.requestId ?? undefined}>{one.statement}</Code>
              </Table.Td>
              <Table.Td>{milliseconds(one.ms)}</Table.Td>
              <Table.Td>{one.failed ? t('failed') : one.rows === null ? '–' : number(one.rows)}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{ago(one.at)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  )
}
