'use client'

import { ActionIcon, Button, Kbd, Modal, Text } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useGiveBackFocus } from '@/components/patterns/form-dialog/use-give-back-focus'
import type { MacroView } from '@/server/http/v1/work-contract'
import { MacroForm } from './macro-form'
import { useMacros } from './use-macros'
import classes from './work.module.css'

type Props = { mayRun: boolean; onRun: (macro: MacroView) => void; onClose: () => void }

/** Several acts in one key: run one, or write one. */
export function MacroDialog({ mayRun, onRun, onClose }: Props) {
  const t = useTranslations('workspace.macro')
  const form = useTranslations('form')
  const can = useCan()
  useGiveBackFocus()
  const macros = useMacros()
  const [edited, setEdited] = useState<MacroView | 'new' | null>(null)
  if (edited) return <MacroForm macro={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
  return (
    <Modal opened onClose={onClose} title={t('title')} closeButtonProps={{ 'aria-label': form('close') }}>
      {macros.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      {macros.map((macro, i) => (
        <div key={macro.id} className={classes.macro}>
          <Button
            variant="default"
            flex={1}
            justify="flex-start"
            disabled={!mayRun}
            data-autofocus={i === 0 || undefined}
            leftSection={i < 9 ? <Kbd>{i + 1}</Kbd> : null}
            onClick={() => {
              onRun(macro)
              onClose()
            }}
          >
            <span className={classes.macroName}>{macro.name}</span>
          </Button>
          <span className={classes.quiet}>{t(`scope.${macro.scope}`)}</span>
          {macro.mayChange && (
            <ActionIcon
              size="lg"
              onClick={() => setEdited(macro)}
              aria-label={t('edit', { name: macro.name })}
            >
              <IconPencil size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {can('replies.write') && (
        <Button
          mt="md"
          variant="subtle"
          leftSection={<IconPlus size={16} />}
          onClick={() => setEdited('new')}
        >
          {t('new')}
        </Button>
      )}
    </Modal>
  )
}
