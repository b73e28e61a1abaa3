import { Table } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { SystemHealth } from '@/server/modules/operations/contract'
import { Facts, Part, Wide } from './part'
import { useAmounts } from './use-amounts'

type Props = { health: SystemHealth }

export function StreamsPart({ health: { at, parts, streams } }: Props) {
  const streamWords = useTranslations('system.streams')
  const { number } = useAmounts(at)
  const rows = [
    [streamWords('open'), number(streams.open)],
    [streamWords('cut'), number(streams.cut)],
  ] as const
  return (
    <Part part="streams" state={parts.streams}>
      <Facts rows={rows} />
    </Part>
  )
}

export function TimersPart({ health: { at, parts, timers } }: Props) {
  const timerWords = useTranslations('system.timers')
  const { number, seconds } = useAmounts(at)
  const rows = [
    [timerWords('pending'), number(timers.pending)],
    [timerWords('overdue'), number(timers.overdue)],
    [timerWords('lag'), timers.overdue > 0 ? seconds(timers.lagSeconds) : '–'],
    [timerWords('fired'), number(timers.fired)],
  ] as const
  return (
    <Part part="timers" state={parts.timers}>
      <Facts rows={rows} />
    </Part>
  )
}

export function WakeUpsPart({ health: { at, parts, wakeUps } }: Props) {
  const wakeUpWords = useTranslations('system.wakeUps')
  const { number, ago } = useAmounts(at)
  const rows = [
    [wakeUpWords('redis'), wakeUpWords(`redisState.${wakeUps.state}`)],
    [wakeUpWords('receivedAt'), ago(wakeUps.receivedAt)],
    [wakeUpWords('sent'), number(wakeUps.sent)],
    [wakeUpWords('received'), number(wakeUps.received)],
    [wakeUpWords('failed'), number(wakeUps.failed)],
    [wakeUpWords('missed'), number(wakeUps.missed)],
  ] as const
  return (
    <Part part="wakeUps" state={parts.wakeUps}>
      <Facts rows={rows} />
    </Part>
  )
}

export function OutboxPart({ health: { at, parts, outbox } }: Props) {
  const outboxWords = useTranslations('system.outbox')
  const kinds = useTranslations('system.kind')
  const { number, seconds } = useAmounts(at)
  return (
    <Part part="outbox" state={parts.outbox}>
      <Wide label={outboxWords('label')}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{outboxWords('kind')}</Table.Th>
              <Table.Th>{outboxWords('pending')}</Table.Th>
              <Table.Th>{outboxWords('oldest')}</Table.Th>
              <Table.Th>{outboxWords('failed')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {outbox.map((row) => (
              <Table.Tr key={row.kind}>
                <Table.Td>{kinds(`${row.kind}`)}</Table.Td>
                <Table.Td>{number(row.pending)}</Table.Td>
                <Table.Td>{row.pending > 0 ? seconds(row.oldestSeconds) : '–'}</Table.Td>
                <Table.Td>{number(row.failed)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </Part>
  )
}

export function DiskPart({ health: { at, parts, disk } }: Props) {
  const diskWords = useTranslations('system.disk')
  const { number, bytes } = useAmounts(at)
  const places = disk.places.map(
    ({ host, freeBytes, totalBytes }) =>
      [
        diskWords('free', { host }),
        diskWords('freeOf', { free: bytes(freeBytes), all: bytes(totalBytes) }),
      ] as const,
  )
  const files = [
    [diskWords('files'), number(disk.files)],
    [diskWords('filesSize'), bytes(disk.filesBytes)],
  ] as const
  return (
    <Part part="disk" state={parts.disk}>
      <Facts rows={[...places, ...files]} />
    </Part>
  )
}
