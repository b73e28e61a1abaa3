'use client'

import { SegmentedControl } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useQueryState } from 'nuqs'
import { filterOf } from '@/components/patterns/data-table'
import { Page } from '@/components/patterns/page/page'
import { AlarmList } from './alarm-list'
import { FollowUps } from './follow-ups'

const lists = filterOf(['alarms', 'ratings'] as const)

/** What needs somebody: alarms, and customers who were not satisfied. */
export function AlarmsScreen() {
  const t = useTranslations('oversight.alarms')
  const [list, setList] = useQueryState('list', lists)
  const shown = list ?? 'alarms'
  return (
    <Page
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <SegmentedControl
          aria-label={t('tabs')}
          value={shown}
          onChange={(value) => void setList(value === 'ratings' ? 'ratings' : null)}
          data={[
            { value: 'alarms', label: t('title') },
            { value: 'ratings', label: t('followUp') },
          ]}
        />
      }
    >
      {shown === 'alarms' ? <AlarmList key="alarms" /> : <FollowUps key="ratings" />}
    </Page>
  )
}
