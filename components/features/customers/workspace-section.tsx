'use client'

import { Anchor, Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCan } from '@/components/client/me'
import { useTRPC } from '@/components/client/trpc'
import { CustomerDrawer } from './profile/customer-drawer'
import { Notes } from './profile/notes'
import { OrdersPart } from './profile/orders-part'
import classes from './profile/profile.module.css'
import { useFieldTexts } from './use-field-texts'

/** Beside the conversation: the organisation's own fields, the notes, and the way to change what is known. */
export function CustomerSection({ customerId, heading }: { customerId: string; heading: string }) {
  const t = useTranslations('customers')
  const trpc = useTRPC()
  const can = useCan()
  const texts = useFieldTexts()
  const [editing, edit] = useDisclosure(false)
  const may = can('customers.read')
  const customer = useQuery({
    ...trpc.customers.get.queryOptions({ id: customerId }),
    enabled: may,
    retry: false,
  })
  const fields = useQuery({ ...trpc.customers.choices.queryOptions(), enabled: may }).data?.fields ?? []
  const { data } = customer
  if (!data) return null
  const filled = fields.filter(({ key }) => (data.fields[key] ?? null) !== null)
  return (
    <>
      {filled.length > 0 && (
        <dl className={classes.facts}>
          {filled.map((field) => (
            <div key={field.key} className={classes.fact}>
              <dt>{texts.nameOf(field)}</dt>
              <dd>{texts.valueOf(data.fields[field.key])}</dd>
            </div>
          ))}
        </dl>
      )}
      <Group gap="xs" my="sm">
        {can('customers.edit') && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} />}
            onClick={edit.open}
          >
            {t('act.edit')}
          </Button>
        )}
        <Anchor component={Link} href={`/customers/${data.id}`} size="sm">
          {t('openProfile')}
        </Anchor>
      </Group>
      <h3 className={heading}>{t('orders.title')}</h3>
      <OrdersPart id={data.id} few />
      <h3 className={heading}>{t('notes.title')}</h3>
      <Notes customer={data} />
      {editing && <CustomerDrawer customer={data} onClose={edit.close} />}
    </>
  )
}
