'use client'

import { Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import type { Permission } from '@/server/access'
import classes from './settings.module.css'

const tabs = [
  ...(['organization', 'branding', 'texts', 'masking', 'retention', 'customers'] as const),
  ...(['notifications', 'roster', 'monitor', 'tickets', 'calls'] as const),
] as const
const pages = [
  { key: 'thresholds', href: '/admin/thresholds', permission: 'channels.read' },
  { key: 'hours', href: '/admin/hours', permission: 'channels.read' },
  { key: 'ratingTags', href: '/admin/rating', permission: 'settings.write' },
  { key: 'busyReasons', href: '/admin/busy-reasons', permission: 'settings.write' },
  { key: 'mail', href: '/admin/mail', permission: 'settings.write' },
  { key: 'audit', href: '/admin/audit', permission: 'audit.read' },
] as const satisfies { key: string; href: string; permission: Permission }[]

/** Everything that can be set for all, wherever it stands. */
export function OverviewTab() {
  const t = useTranslations('settings')
  const allowed = useCan()
  return (
    <ul className={classes.cards}>
      {tabs.map((tab) => (
        <Card key={tab} href={`/admin/settings?tab=${tab}`} title={t(`tab.${tab}`)} text={t(`card.${tab}`)} />
      ))}
      {pages
        .filter(({ permission }) => allowed(permission))
        .map(({ key, href }) => (
          <Card key={key} href={href} title={t(`page.${key}`)} text={t(`card.${key}`)} />
        ))}
    </ul>
  )
}

function Card({ href, title, text }: { href: string; title: string; text: string }) {
  return (
    <li>
      <Link href={href} className={classes.card}>
        <Text fw={600}>{title}</Text>
        <p>{text}</p>
      </Link>
    </li>
  )
}
