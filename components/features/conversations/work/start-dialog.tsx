'use client'

import { ActionIcon, Radio, ScrollArea, Text, Textarea, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { IconMessagePlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import { useContribution } from '@/components/patterns/shell/contributions'
import dialogs from '../dialogs/dialogs.module.css'
import { useLive } from '../live/use-live'
import { workApi } from './work-api'

/** Writes first to a known customer. */
export function StartButton({ onStarted }: { onStarted: (id: string) => void }) {
  const t = useTranslations('workspace.start')
  const live = useLive()
  const can = useCan()
  const [opened, { open, close }] = useDisclosure(false)
  const may = live !== null && can('customers.read')
  useContribution({
    group: t('group'),
    actions: may ? [{ id: 'start-conversation', label: t('title'), onClick: open }] : [],
    keys: [],
  })
  if (!may) return null
  return (
    <>
      <Tooltip label={t('title')}>
        <ActionIcon size="lg" onClick={open} aria-label={t('title')}>
          <IconMessagePlus size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      {opened && <StartDialog onClose={close} onStarted={onStarted} />}
    </>
  )
}

function StartDialog({ onClose, onStarted }: { onClose: () => void; onStarted: (id: string) => void }) {
  const t = useTranslations('workspace.start')
  const live = useLive()
  const [customerId, setCustomerId] = useState<string | null>(null)
  const [topic, setTopic] = useState('')
  const [text, setText] = useState('')
  const start = useMutation({
    mutationFn: (id: string) =>
      workApi.start({
        customerId: id,
        topic: topic.trim() ? { productCategory: topic.trim() } : {},
        text: text.trim(),
      }),
    onSuccess: (view) => {
      live?.loader.put([view])
      onStarted(view.id)
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('title')}
      submit={t('submit')}
      onClose={onClose}
      onSubmit={() => customerId && start.mutate(customerId)}
      error={start.error}
      saving={start.isPending}
      ready={customerId !== null && text.trim() !== ''}
      size="lg"
    >
      <Customers value={customerId} onChange={setCustomerId} />
      <TextInput
        mt="sm"
        label={t('topic')}
        description={t('topicHint')}
        value={topic}
        maxLength={64}
        onChange={(event) => setTopic(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        required
        label={t('text')}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={8_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

function Customers({ value, onChange }: { value: string | null; onChange: (id: string) => void }) {
  const t = useTranslations('workspace.start')
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 250)
  const found = useQuery({
    queryKey: ['workspace', 'customers', asked],
    queryFn: async () => (await workApi.customers(asked)).items,
    enabled: asked !== '',
    placeholderData: (before) => before,
  })
  return (
    <>
      <TextInput
        data-autofocus
        type="search"
        label={t('customer')}
        placeholder={t('search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ScrollArea.Autosize mah={200} mt={4} type="auto">
        <Radio.Group value={value} onChange={onChange} aria-label={t('customer')}>
          {(found.data ?? []).map((customer) => (
            <Radio.Card
              key={customer.id}
              value={customer.id}
              className={dialogs.choice}
              aria-label={customer.name}
            >
              <Radio.Indicator size="xs" />
              <span className={dialogs.choiceName}>
                {customer.name}
                <span className={dialogs.quiet}>
                  {[customer.email, customer.phone, customer.externalId].filter(Boolean).join(' · ')}
                </span>
              </span>
            </Radio.Card>
          ))}
        </Radio.Group>
        {asked !== '' && found.data?.length === 0 && (
          <Text c="dimmed" p="md" ta="center">
            {t('nobody')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  )
}
