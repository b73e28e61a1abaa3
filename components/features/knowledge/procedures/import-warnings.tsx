'use client'

import { List, Modal, ScrollArea, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ImportWarning } from '@/server/modules/knowledge/contract'

const SHOWN = 300

/** What a file said that stays to be done by hand. */
export function ImportWarnings({ warnings, onClose }: { warnings: ImportWarning[]; onClose: () => void }) {
  const t = useTranslations('procedures.import')
  return (
    <Modal opened onClose={onClose} title={t('warnings', { count: warnings.length })} size="lg">
      <Text size="sm" mb="sm">
        {t('warningsHint')}
      </Text>
      <ScrollArea.Autosize mah={420} viewportProps={{ tabIndex: 0 }}>
        <List size="sm" spacing={4}>
          {warnings.slice(0, SHOWN).map(({ procedure, code, value }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
            <List.Item key={at}>
              <b>{procedure}</b> {t(`warning.${code}`, { value })}
            </List.Item>
          ))}
        </List>
      </ScrollArea.Autosize>
    </Modal>
  )
}
