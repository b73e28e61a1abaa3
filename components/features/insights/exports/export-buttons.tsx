'use client'

import { ActionIcon, Button, Group, Menu, Paper, Progress, Text } from '@mantine/core'
import { IconCalendarClock, IconDatabaseExport, IconDots, IconDownload } from '@tabler/icons-react'
import Link from 'next/link'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { v7 } from 'uuid'
import { useMe } from '@/components/client/me'
import { can } from '@/server/access'
import type { FileFormat, ReportInput } from '@/server/modules/insights/contract'
import classes from './exports.module.css'
import { dataSetPath } from './queries'
import { type Running, useDownload } from './use-download'

type Props = {
  /** What the files are called, without the ending. */
  name: string
  path: (file: { format: FileFormat; language: string }) => string
  /** Period and filters for the data set; without them it is not offered. */
  input?: Omit<ReportInput, 'groupBy' | 'compare'>
  /** Where the same is set up to be sent by itself. */
  scheduleHref: string
}

/** What the page shows as a file, in either kind; and what lies behind it, a row for each conversation. */
export function ExportButtons({ name, path, input, scheduleHref }: Props) {
  const t = useTranslations('insights.exports')
  const language = useLocale()
  const download = useDownload()
  const busy = download.running !== null
  const take = (format: FileFormat) =>
    void download.start({ path: path({ format, language }), name: `${name}.${format}` })
  return (
    <Group gap="xs" wrap="nowrap">
      <Button.Group aria-label={t('title')}>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          disabled={busy}
          aria-label={t('csv')}
          onClick={() => take('csv')}
        >
          CSV
        </Button>
        <Button variant="default" disabled={busy} aria-label={t('xlsx')} onClick={() => take('xlsx')}>
          XLSX
        </Button>
      </Button.Group>
      <MoreMenu input={input} scheduleHref={scheduleHref} download={download} />
      {download.running && <ProgressPanel running={download.running} onCancel={download.cancel} />}
    </Group>
  )
}

type MoreProps = Pick<Props, 'input' | 'scheduleHref'> & { download: ReturnType<typeof useDownload> }

function MoreMenu({ input, scheduleHref, download }: MoreProps) {
  const t = useTranslations('insights.exports')
  const language = useLocale()
  const me = useMe()
  const mayTake = input !== undefined && can(me, 'conversations.export')
  const maySchedule = can(me, 'reports.schedule')
  if (!mayTake && !maySchedule) return null
  const dataSet = (format: FileFormat) => {
    if (!input) return
    const progressId = v7()
    const name = `conversations-${input.from}-${input.to}.${format}`
    void download.start({ path: dataSetPath(input, progressId, { format, language }), name, progressId })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('more')} title={t('more')}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayTake && (
          <>
            <Menu.Label>{t('dataSet')}</Menu.Label>
            {(['csv', 'xlsx'] as const).map((format) => (
              <Menu.Item
                key={format}
                disabled={download.running !== null}
                leftSection={<IconDatabaseExport size={16} />}
                onClick={() => dataSet(format)}
              >
                {t(`dataSetAs.${format}`)}
              </Menu.Item>
            ))}
          </>
        )}
        {maySchedule && (
          <Menu.Item component={Link} href={scheduleHref} leftSection={<IconCalendarClock size={16} />}>
            {t('schedule')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function ProgressPanel({ running, onCancel }: { running: Running; onCancel: () => void }) {
  const t = useTranslations('insights.exports')
  const format = useFormatter()
  const { name, bytes, rows, total } = running
  const size = t('size', { megabytes: bytes / 1_000_000 })
  return (
    <Paper className={classes.progress} withBorder shadow="md" p="sm" role="status">
      <Text size="sm" fw={600} truncate>
        {name}
      </Text>
      {total !== null && total > 0 && (
        <Progress value={(100 * rows) / total} my={6} aria-label={t('progress')} />
      )}
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {total === null
            ? size
            : t('rows', { rows: format.number(rows), total: format.number(total), size })}
        </Text>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    </Paper>
  )
}
