'use client'

import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import classes from '@/components/features/workforce/groups/import-report.module.css'
import type { TreeImportReport } from '@/server/modules/channels/contract'

const shown = 1_000

/** What the file would do, or every bad field of every row. */
export function TreeImportResult({ report }: { report: TreeImportReport }) {
  const t = useTranslations('trees.csv')
  const file = useTranslations('groups.import')
  const { problems, created, updated, unchanged } = report
  if (problems.length === 0) {
    return (
      <Alert color="green" icon={<IconCheck size={18} />} title={file('fine')} role="status">
        {file('would', { created, updated, unchanged })}
      </Alert>
    )
  }
  return (
    <div>
      <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert" mb="xs">
        {file('wrong', { count: problems.length })}
      </Alert>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section className={classes.scroll} tabIndex={0} aria-label={file('what')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{file('row')}</th>
              <th>{file('column')}</th>
              <th>{file('what')}</th>
              <th>{file('value')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, shown).map((problem) => (
              <tr key={`${problem.row} ${problem.column} ${problem.code}`}>
                <td>{problem.row}</td>
                <td>{problem.column}</td>
                <td>{t(`problem.${problem.code}`)}</td>
                <td>
                  <Text size="sm" ff="monospace" span>
                    {problem.value}
                  </Text>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {problems.length > shown && (
        <Text size="sm" mt="xs">
          {t('more', { count: problems.length - shown })}
        </Text>
      )}
    </div>
  )
}
