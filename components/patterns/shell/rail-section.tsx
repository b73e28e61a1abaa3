'use client'

import { Tooltip, UnstyledButton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef } from 'react'
import type { Place, Section } from './navigation'
import { opensByItself } from './place-choice'
import classes from './rail.module.css'

type Props = {
  section: Section
  /** Everything in the rail, and where one is. */
  all: readonly Place[]
  current: Place | null
  narrow: boolean
}

/** Places under their heading, which closes and opens them; the place where one is stays in sight. */
export function RailSection({ section, all, current, narrow }: Props) {
  const t = useTranslations('shell')
  const id = useId()
  const { key, places } = section
  const [chosen, choose] = useLocalStorage<Record<string, boolean>>({
    key: 'switchyard.rail.sections',
    defaultValue: {},
  })
  const open = narrow || key === null || (chosen[key] ?? opensByItself(section, all, current))
  const shown = open ? places : places.filter((place) => place === current)
  const links = shown.map((place) => (
    <PlaceLink key={place.key} place={place} here={place === current} narrow={narrow} />
  ))
  if (key === null) return links
  return (
    <div>
      {narrow ? (
        <hr className={classes.line} />
      ) : (
        <UnstyledButton
          className={classes.section}
          onClick={() => choose({ ...chosen, [key]: !open })}
          aria-expanded={open}
          aria-controls={id}
        >
          <span>{t(`section.${key}`)}</span>
          <IconChevronDown size={14} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      )}
      <div id={id}>{links}</div>
    </div>
  )
}

function PlaceLink({ place, here, narrow }: { place: Place; here: boolean; narrow: boolean }) {
  const t = useTranslations('shell')
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (here) link.current?.scrollIntoView({ block: 'nearest' })
  }, [here])
  const label = t(`place.${place.key}`)
  return (
    <Tooltip label={label} position="right" disabled={!narrow}>
      <Link
        ref={link}
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
