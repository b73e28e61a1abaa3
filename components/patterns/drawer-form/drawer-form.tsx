'use client'

import { Alert, Button, Drawer, Group } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useConfirm } from '../confirm/use-confirm'
import { useFailureText } from '../states/failure-text'
import classes from './drawer-form.module.css'
import type { ServerForm } from './use-server-form'

type Props<V extends object> = {
  title: ReactNode
  onClose: () => void
  server: ServerForm<V>
  /** Left: the fields. */
  children: ReactNode
  /** Right: what this changes now, and for whom. */
  effect?: ReactNode
  /** Room for tables and tabs. */
  wide?: boolean
  submitLabel?: string | undefined
  /** For those who may look and not change. */
  readOnly?: boolean
  /** Beside the buttons: what concerns the record as a whole. */
  extra?: ReactNode
  /** Replaces the plain text of a failure, such as both versions after a conflict. */
  problem?: ReactNode
}

/** Editing one record: form left, effect right. Leaving with unsaved changes asks first. */
export function DrawerForm<V extends object>(props: Props<V>) {
  const { server, onClose } = props
  const t = useTranslations('form')
  const confirm = useConfirm()
  const failureText = useFailureText()
  const dirty = server.form.isDirty()

  useWindowEvent('beforeunload', (event) => {
    if (dirty) event.preventDefault()
  })

  async function leave(): Promise<void> {
    if (server.saving) return
    const question = {
      title: t('discardTitle'),
      body: t('discardBody'),
      confirm: t('discard'),
      cancel: t('keepEditing'),
      danger: true,
    }
    if (!dirty || (await confirm(question))) onClose()
  }

  return (
    <Drawer
      opened
      onClose={() => void leave()}
      position="right"
      size={props.effect ? 960 : props.wide ? 760 : 520}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('close') }}
      classNames={{
        content: classes.content,
        header: classes.header,
        title: classes.title,
        body: classes.body,
      }}
    >
      <form className={classes.form} onSubmit={server.submit} noValidate>
        <div className={classes.columns}>
          <fieldset className={classes.fields} disabled={server.saving || props.readOnly}>
            {server.failure &&
              (props.problem ?? (
                <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" mb="md">
                  {failureText(server.error)}
                </Alert>
              ))}
            {props.children}
          </fieldset>
          {props.effect && <aside className={classes.effect}>{props.effect}</aside>}
        </div>
        <Group className={classes.foot} gap="xs">
          {!props.readOnly && (
            <Button type="submit" loading={server.saving}>
              {props.submitLabel ?? t('save')}
            </Button>
          )}
          <Button variant="default" onClick={() => void leave()} disabled={server.saving}>
            {t(props.readOnly ? 'close' : 'cancel')}
          </Button>
          <Group gap="xs" ms="auto">
            {props.extra}
          </Group>
        </Group>
      </form>
    </Drawer>
  )
}
