'use client'

import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { IconMenu2 } from '@tabler/icons-react'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { BrandMark, useProductName } from '@/components/ui/brand'
import classes from './console-shell.module.css'
import { useKeepFocus } from './keep-focus'
import { KeysDialog } from './keys-dialog'
import { Palette } from './palette'
import { Rail } from './rail'

type Props = { statusSwitch?: ReactNode; bell?: ReactNode; banner?: ReactNode; children: ReactNode }

/** `statusSwitch` and `bell` stand at the foot of the rail, always in reach; `banner` over everything. */
export function ConsoleShell({ statusSwitch, bell, banner, children }: Props) {
  const t = useTranslations('shell')
  const name = useProductName()
  useKeepFocus()
  const pathname = usePathname()
  const [narrow, setNarrow] = useLocalStorage({ key: 'switchyard.rail', defaultValue: false })
  const foot = (
    <>
      {bell}
      {statusSwitch}
    </>
  )
  const [drawer, { open, close }] = useDisclosure(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another page closes the menu.
  useEffect(close, [pathname])

  return (
    <div className={classes.shell} data-narrow={narrow || undefined}>
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <div className={classes.side}>
        <Rail narrow={narrow} onToggle={() => setNarrow(!narrow)} statusSwitch={foot} />
      </div>
      <header className={classes.bar}>
        <ActionIcon size="lg" color="gray.3" onClick={open} aria-label={t('open')}>
          <IconMenu2 size={20} />
        </ActionIcon>
        <BrandMark size={22} />
        <span className={classes.name}>{name}</span>
        <span className={classes.barEnd}>
          {bell}
          {statusSwitch}
        </span>
      </header>
      <Drawer
        opened={drawer}
        onClose={close}
        size={264}
        padding={0}
        withCloseButton={false}
        title={t('navigation')}
        classNames={{ header: classes.drawerHeader, body: classes.drawerBody }}
      >
        <Rail narrow={false} onToggle={null} statusSwitch={statusSwitch} />
      </Drawer>
      {banner && <div className={classes.banner}>{banner}</div>}
      <main id="content" className={classes.content} tabIndex={-1}>
        {children}
      </main>
      <Palette />
      <KeysDialog />
    </div>
  )
}
