'use client'

import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRoleName } from '@/components/patterns/role-name'
import type { Viewing } from '@/server/access'
import { usePermissionWords } from '../roles/permission-words'
import { useEndView } from './use-view'
import classes from './view-banner.module.css'

/** Stands over everything while the console is looked at as somebody else. */
export function ViewBanner({ viewing }: { viewing: Viewing }) {
  const t = useTranslations('viewAs')
  const words = usePermissionWords()
  const roleName = useRoleName()
  const end = useEndView()
  const [ending, setEnding] = useState(false)
  const { name, lacking } = viewing
  return (
    <section className={classes.banner} aria-label={t('label')}>
      <IconEye size={18} aria-hidden />
      <span className={classes.text}>
        <b>{viewing.kind === 'role' ? t('role', { name: roleName(name) }) : t('person', { name })}</b>{' '}
        {t('readOnly')}
        {lacking.length > 0 && (
          <span title={lacking.map(words.name).join(', ')}> {t('lacking', { count: lacking.length })}</span>
        )}
      </span>
      <Button
        size="compact-sm"
        color="dark"
        loading={ending}
        onClick={() => {
          setEnding(true)
          void end().finally(() => setEnding(false))
        }}
      >
        {t('end')}
      </Button>
    </section>
  )
}
