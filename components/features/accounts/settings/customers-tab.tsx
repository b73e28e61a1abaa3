'use client'

import { useTranslations } from 'next-intl'
import { CustomerSettingsFields } from '@/components/features/customers/settings-tab'
import { ShopSettings } from '@/components/features/customers/shop-settings'
import type { CustomerSettings } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

export function CustomersTab({ value }: { value: CustomerSettings }) {
  const t = useTranslations('settings')
  return (
    <>
      <SectionForm section="customers" value={value} title={t('tab.customers')} hint={t('customersHint')}>
        {(form) => <CustomerSettingsFields form={form} />}
      </SectionForm>
      <ShopSettings />
    </>
  )
}
