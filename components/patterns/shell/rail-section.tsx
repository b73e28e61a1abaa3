'use client'

import { Tooltip, UnstyledButton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef } from 'react'
import { everyPlace, type Place, type Section } from './navigation'
import classes from './rail.module.css'

const covers = (pathname: string, href: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`)

/** The nearest place only: templates lie below the roster and are a place of their own. */
const isAt = (pathname: string, { href }: Place): boolean =>
  covers(pathname, href) &&
  !everyPlace.some((other) => other.href.length > href.length && covers(pathname, other.href))

/** Places under their heading, which closes them; the place where one is stays in sight. */
export function RailSection({ section: { key, places }, narrow }: { section: Section; narrow: boolean }) {
  const t = useTranslations('shell')
  const id = useId()
  const pathname = usePathname()
  const [closed, setClosed] = useLocalStorage<string[]>({ key: 'switchyard.rail.closed', defaultValue: [] })
  const open = narrow || key === null || !closed.includes(key)
  const shown = open ? places : places.filter((place) => isAt(pathname, place))
  const links = shown.map((place) => <PlaceLink key={place.key} place={place} narrow={narrow} />)
  if (key === null) return links
  const toggle = () => setClosed(open ? [...closed, key] : closed.filter((other) => other !== key))
  return (
    <div>
      {narrow ? (
        <hr className={classes.line} />
      ) : (
        <UnstyledButton className={classes.section} onClick={toggle} aria-expanded={open} aria-controls={id}>
          <span>{t(`section.${key}`)}</span>
          <IconChevronDown size={14} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      )}
      <div id={id}>{links}</div>
    </div>
  )
}

function PlaceLink({ place, narrow }: { place: Place; narrow: boolean }) {
  const t = useTranslations('shell')
  const here = isAt(usePathname(), place)
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
