'use client'

import { Badge, Group } from '@mantine/core'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CustomerSection } from '@/components/features/customers/workspace-section'
import { PersonAvatar } from '@/components/patterns/person-avatar'
import { When } from '@/components/patterns/time/when'
import type { View } from '../live/live-state'
import { usePathName } from '../names'
import classes from './context.module.css'

/** What is known of the customer, and how this conversation came in. */
export function CustomerPanel({ view }: { view: View }) {
  const t = useTranslations('workspace.customer')
  const path = usePathName()
  const { customer } = view
  return (
    <>
      <div className={classes.person}>
        <PersonAvatar size={40} name={customer.name} />
        <div>
          <div className={classes.personName}>{customer.name}</div>
          <div className={classes.quiet}>{customer.externalId ? t('known') : t('anonymous')}</div>
        </div>
      </div>
      <Group gap={4} mb="sm">
        {customer.vipLevel > 0 && (
          <Badge variant="outline" color="gray">
            {t('vip', { level: customer.vipLevel })}
          </Badge>
        )}
        {customer.tags.map((tag) => (
          <Badge key={tag} variant="light" color="gray" tt="none">
            {tag}
          </Badge>
        ))}
      </Group>
      <h3 className={classes.heading}>{t('profile')}</h3>
      <dl className={classes.facts}>
        <Fact name={t('email')} value={customer.email} />
        <Fact name={t('phone')} value={view.contact?.phone ?? customer.phone} />
        <Fact
          name={t('language')}
          value={<LanguageName code={customer.language} />}
          none={!customer.language}
        />
        <Fact name={t('externalId')} value={customer.externalId} />
      </dl>
      <CustomerSection key={customer.id} customerId={customer.id} heading={classes.heading ?? ''} />
      <h3 className={classes.heading}>{t('conversation')}</h3>
      <dl className={classes.facts}>
        <Fact name={t('channel')} value={view.channel.name} />
        <Fact name={t('group')} value={view.group?.name} />
        <Fact name={t('category')} value={path(view.category?.path)} />
        <Fact name={t('topic')} value={view.topic} none={view.topic === 'general'} />
        <Fact name={t('site')} value={[view.siteId, view.projectType].filter(Boolean).join(' · ')} />
        <Fact name={t('page')} value={view.pageUrl && <PageLink url={view.pageUrl} />} />
        <Fact name={t('started')} value={<When at={view.createdAt} />} />
        {view.endedAt && <Fact name={t('ended')} value={<When at={view.endedAt} />} />}
        <Fact name={t('wrapUp')} value={path(view.wrapUp?.path)} />
        {view.rating && <Fact name={t('rating')} value={t('stars', { score: view.rating.score })} />}
        <Fact name={t('comment')} value={view.rating?.comment} />
      </dl>
    </>
  )
}

/** Nothing is shown for what is not known. */
function Fact({ name, value, none = false }: { name: string; value: ReactNode; none?: boolean }) {
  if (none || !value) return null
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function LanguageName({ code }: { code: string | null }) {
  const locale = useLocale()
  try {
    return code ? new Intl.DisplayNames([locale], { type: 'language' }).of(code) : null
  } catch {
    return code
  }
}

function PageLink({ url }: { url: string }) {
  if (!/^https?:/.test(url)) return url
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {url.replace(/^https?:\/\//, '')}
    </a>
  )
}
