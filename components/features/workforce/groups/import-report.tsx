'use client'

import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type en from '@/components/i18n/messages/en.json'
import type { ImportProblem, ImportReport } from '@/server/modules/workforce/contract'
import classes from './import-report.module.css'

type Code = keyof typeof en.groups.import.problem

export function ImportReportView({ report }: { report: ImportReport }) {
  const t = useTranslations('groups')
  if (report.problems.length > 0) return <Problems problems={report.problems} />
  const counts = {
    created: report.created.length,
    updated: report.updated.length,
    unchanged: report.unchanged,
  }
  return (
    <Alert color="green" icon={<IconCheck size={18} />} title={t('import.fine')} role="status">
      {t('import.would', counts)}
    </Alert>
  )
}

/** Every bad field of every row, so that one look is enough to repair the file. */
function Problems({ problems }: { problems: ImportProblem[] }) {
  const t = useTranslations('groups')
  return (
    <div>
      <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert" mb="xs">
        {t('import.wrong', { count: problems.length })}
      </Alert>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t('import.row')}</th>
              <th>{t('import.column')}</th>
              <th>{t('import.what')}</th>
              <th>{t('import.value')}</th>
            </tr>
          </thead>
          <tbody>
            {[...problems]
              .sort((a, b) => a.row - b.row)
              .slice(0, 500)
              .map((problem) => (
                <tr key={`${problem.row} ${problem.column} ${problem.code} ${problem.value}`}>
                  <td>{problem.row}</td>
                  <td>{problem.column}</td>
                  <td>{t(`import.problem.${problem.code as Code}`)}</td>
                  <td>
                    <Text size="sm" ff="monospace" span>
                      {problem.value}
                    </Text>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
