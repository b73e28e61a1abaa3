'use client'

import { ActionIcon } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useCan } from '@/components/client/me'
import { BrandMark, useProductName } from '@/components/ui/brand'
import { placesFor, sectionsOf } from './navigation'
import { placeAt } from './place-choice'
import classes from './rail.module.css'
import { RailFoot } from './rail-foot'
import { RailSection } from './rail-section'

type Props = {
  narrow: boolean
  /** null where it cannot be collapsed. */
  onToggle: (() => void) | null
  statusSwitch: ReactNode
}

export function Rail({ narrow, onToggle, statusSwitch }: Props) {
  const t = useTranslations('shell')
  const name = useProductName()
  const places = placesFor(useCan())
  const current = placeAt(usePathname(), places)
  const Toggle = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <div className={classes.rail} data-rail data-narrow={narrow || undefined}>
      <div className={classes.head}>
        <Link href="/" className={classes.brand} aria-label={name}>
          <BrandMark size={24} />
          {!narrow && <span>{name}</span>}
        </Link>
        {onToggle && (
          <ActionIcon
            className={classes.toggle}
            onClick={onToggle}
            aria-label={t(narrow ? 'expand' : 'collapse')}
          >
            <Toggle size={18} />
          </ActionIcon>
        )}
      </div>
      <nav aria-label={t('navigation')} className={classes.places}>
        {sectionsOf(places).map((section) => (
          <RailSection key={section.key} section={section} all={places} current={current} narrow={narrow} />
        ))}
      </nav>
      <RailFoot narrow={narrow} statusSwitch={statusSwitch} />
    </div>
  )
}
