'use client'

import { Badge, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { PersonAvatar } from '@/components/patterns/person-avatar'
import { When } from '@/components/patterns/time/when'
import type { CustomerView } from '@/server/modules/customers/contract'
import { useFieldTexts } from '../use-field-texts'
import classes from './profile.module.css'

export function CustomerFacts({ customer }: { customer: CustomerView }) {
  const t = useTranslations('customers')
  const trpc = useTRPC()
  const texts = useFieldTexts()
  const fields = useQuery(trpc.customers.choices.queryOptions()).data?.fields ?? []
  return (
    <>
      <Group gap="sm" wrap="nowrap">
        <PersonAvatar size={40} name={customer.name} />
        <Group gap={4}>
          {customer.vipLevel > 0 && (
            <Badge variant="outline" color="gray">
              {t('vipLevel', { level: customer.vipLevel })}
            </Badge>
          )}
          {customer.tags.map((tag) => (
            <Badge key={tag} variant="light" color="gray" tt="none">
              {tag}
            </Badge>
          ))}
        </Group>
      </Group>
      <dl className={classes.facts}>
        <Fact name={t('email')}>{customer.email}</Fact>
        <Fact name={t('phone')}>{customer.phone}</Fact>
        <Fact name={t('language')}>{customer.language}</Fact>
        <Fact name={t('externalId')}>{customer.externalId ?? t('anonymous')}</Fact>
        {customer.formerIds.length > 0 && (
          <Fact name={t('formerIds')}>
            {customer.formerIds.map((one) => one.externalId ?? one.id.slice(-8)).join(', ')}
          </Fact>
        )}
        {fields.map((field) => (
          <Fact key={field.key} name={texts.nameOf(field)}>
            {texts.valueOf(customer.fields[field.key])}
          </Fact>
        ))}
        <Fact name={t('created')}>
          <When at={customer.createdAt} />
        </Fact>
        <Fact name={t('lastSeen')}>
          <When at={customer.lastSeenAt} />
        </Fact>
      </dl>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children || '–'}</dd>
    </div>
  )
}
