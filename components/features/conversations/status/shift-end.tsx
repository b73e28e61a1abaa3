'use client'

import { Alert, Button, Group, Text } from '@mantine/core'
import { IconClockPause } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useNow } from '@/components/client/now'
import { isHeldBy } from '../live/live-state'
import { useLive, useLiveState } from '../live/use-live'
import { HandOverDialog } from './hand-over-dialog'
import { shiftNotice } from './status-facts'
import { useOwnStatus } from './use-own-status'

/** Before the shift ends and at its end: finish what is held, or hand all of it over. */
export function ShiftEnd() {
  const t = useTranslations('workspace.shiftEnd')
  const own = useOwnStatus()
  const now = useNow()
  const [dismissed, dismiss] = useState<string | null>(null)
  const [handingOver, setHandingOver] = useState(false)
  const held = useHeldLive()
  const notice = shiftNotice(own.status, held, now)
  const dialog = handingOver && <HandOverDialog count={held} onClose={() => setHandingOver(false)} />
  if (!notice || notice.key === dismissed) return dialog || null
  const finish = () => {
    if (own.status?.status !== 'offline') own.choose('offline')
    dismiss(notice.key)
  }
  return (
    <>
      <Alert
        color="amber"
        variant="light"
        role="status"
        p="xs"
        icon={<IconClockPause size={18} />}
        title={notice.kind === 'soon' ? t('soon', { minutes: notice.minutes }) : t('over')}
      >
        <Text size="sm" mb="xs">
          {t('held', { count: held })}
        </Text>
        <Group gap="xs">
          <Button size="compact-sm" onClick={() => setHandingOver(true)}>
            {t('handOver')}
          </Button>
          <Button size="compact-sm" variant="default" loading={own.saving} onClick={finish}>
            {t('finish')}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => dismiss(notice.key)}>
            {t('later')}
          </Button>
        </Group>
      </Alert>
      {dialog}
    </>
  )
}

/** Live conversations held; messages to work off stay where they are. */
function useHeldLive(): number {
  const live = useLive()
  return useLiveState(
    live,
    (state) =>
      Object.values(state.views).filter(
        (view) => isHeldBy(view, state.agentId) && view.creationType !== 'offline',
      ).length,
    0,
  )
}
