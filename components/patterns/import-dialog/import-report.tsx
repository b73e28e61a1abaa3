'use client'

import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type en from '@/components/i18n/messages/en.json'
import classes from './import-report.module.css'
import type { ImportOutcome } from './outcome'

type Code = keyof typeof en.import.problem

/** More would only make the page slow; the count says how many there are. */
const shown = 500

export function ImportReportView({ outcome }: { outcome: ImportOutcome }) {
  const t = useTranslations('import')
  const { problems, created, updated, unchanged } = outcome
  if (problems.length > 0) return <Problems problems={problems} />
  return (
    <Alert color="green" icon={<IconCheck size={18} />} title={t('fine')} role="status">
      {t('would', { created, updated, unchanged })}
    </Alert>
  )
}

/** Every bad field of every row, so that one look is enough to repair the file. */
function Problems({ problems }: Pick<ImportOutcome, 'problems'>) {
  const t = useTranslations('import')
  return (
    <div>
      <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert" mb="xs">
        {t('wrong', { count: problems.length })}
      </Alert>
      <section
        className={classes.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        aria-label={t('what')}
      >
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t('row')}</th>
              <th>{t('column')}</th>
              <th>{t('what')}</th>
              <th>{t('value')}</th>
            </tr>
          </thead>
          <tbody>
            {[...problems]
              .sort((a, b) => a.row - b.row)
              .slice(0, shown)
              .map((problem) => (
                <tr key={`${problem.row} ${problem.column} ${problem.code} ${problem.value}`}>
                  <td>{problem.row}</td>
                  <td>{problem.column}</td>
                  <td>{t(`problem.${problem.code as Code}`)}</td>
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
    </div>
  )
}
