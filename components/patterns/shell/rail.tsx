'use client'

import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useCan } from '@/components/client/me'
import { Logo } from '@/components/ui/logo'
import { type Place, placesFor } from './navigation'
import classes from './rail.module.css'
import { RailFoot } from './rail-foot'

type Props = {
  narrow: boolean
  /** null where it cannot be collapsed. */
  onToggle: (() => void) | null
  statusSwitch: ReactNode
}

export function Rail({ narrow, onToggle, statusSwitch }: Props) {
  const t = useTranslations('shell')
  const places = placesFor(useCan())
  const Toggle = narrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <div className={classes.rail} data-narrow={narrow || undefined}>
      <div className={classes.head}>
        <Link href="/" className={classes.brand} aria-label="Switchyard">
          <Logo size={24} />
          {!narrow && <span>Switchyard</span>}
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
        {places.map((place, index) => (
          <div key={place.key}>
            {place.section !== null && places[index - 1]?.section !== place.section && (
              <div className={classes.section}>{narrow ? <hr /> : t(`section.${place.section}`)}</div>
            )}
            <PlaceLink place={place} narrow={narrow} />
          </div>
        ))}
      </nav>
      <RailFoot narrow={narrow} statusSwitch={statusSwitch} />
    </div>
  )
}

function PlaceLink({ place, narrow }: { place: Place; narrow: boolean }) {
  const t = useTranslations('shell')
  const pathname = usePathname()
  const here = pathname === place.href || pathname.startsWith(`${place.href}/`)
  const label = t(`place.${place.key}`)
  return (
    <Tooltip label={label} position="right" disabled={!narrow}>
      <Link
        href={place.href}
        className={classes.place}
        aria-current={here ? 'page' : undefined}
        aria-label={narrow ? label : undefined}
      >
        <place.icon size={18} stroke={1.7} aria-hidden />
        {!narrow && <span>{label}</span>}
      </Link>
    </Tooltip>
  )
}
