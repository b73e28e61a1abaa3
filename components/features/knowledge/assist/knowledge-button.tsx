'use client'

import { ActionIcon, Group, Modal, Text, TextInput, Tooltip, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconBook2, IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { FailedState } from '@/components/patterns/states/failed-state'
import type { FoundArticle } from '@/server/modules/knowledge/contract'
import { plainText } from '@/server/modules/knowledge/contract'
import classes from './assist.module.css'
import { useAnswers, useInsert } from './use-answers'

const LIST = 'knowledge-results'
const SHOWN = 8

/** Searches the knowledge base and puts an article into the message. */
export function KnowledgeButton({ insert }: { insert: (text: string) => void }) {
  const t = useTranslations('knowledge.assist')
  const [opened, setOpened] = useState(false)
  const use = useInsert(insert)
  return (
    <>
      <Tooltip label={t('open')}>
        <ActionIcon size="lg" aria-label={t('open')} onClick={() => setOpened(true)}>
          <IconBook2 size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('open')} size="lg" returnFocus={false}>
        <Search
          onPick={(article) => {
            setOpened(false)
            use(article)
          }}
        />
      </Modal>
    </>
  )
}

function Search({ onPick }: { onPick: (article: FoundArticle) => void }) {
  const t = useTranslations('knowledge.assist')
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text, 200)
  const [index, setIndex] = useState(0)
  const answers = useAnswers({ text: wanted, earlier: [] }, SHOWN)
  const found = wanted.trim() === '' ? [] : (answers.data ?? [])
  const at = Math.min(index, found.length - 1)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || found.length === 0) return
    const article = found[at]
    if (event.key === 'ArrowDown') setIndex((at + 1) % found.length)
    else if (event.key === 'ArrowUp') setIndex((at + found.length - 1) % found.length)
    else if (event.key === 'Enter' && article && text === wanted) onPick(article)
    else return
    event.preventDefault()
  }
  return (
    <>
      <TextInput
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setIndex(0)
        }}
        onKeyDown={onKeyDown}
        description={t('hint')}
        aria-label={t('search')}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={LIST}
        aria-activedescendant={found.length > 0 ? `${LIST}-${at}` : undefined}
        maxLength={500}
        data-autofocus
      />
      <VisuallyHidden role="status">{answers.data && t('count', { count: found.length })}</VisuallyHidden>
      {answers.isError && <FailedState error={answers.error} retry={() => void answers.refetch()} />}
      {answers.data && found.length === 0 && wanted.trim() !== '' && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('none')}
        </Text>
      )}
      <div role="listbox" id={LIST} aria-label={t('search')} className={classes.results}>
        {found.map((article, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field.
          <div
            key={article.id}
            id={`${LIST}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className={classes.result}
            onClick={() => onPick(article)}
          >
            <Text fw={600} size="sm">
              {article.title}
            </Text>
            <Text size="sm" c="dimmed" lineClamp={place === at ? 12 : 2} style={{ whiteSpace: 'pre-line' }}>
              {plainText(article.text)}
            </Text>
          </div>
        ))}
      </div>
      {found[at] && <Opinion key={found[at].id} id={found[at].id} />}
    </>
  )
}

/** Whether the chosen article helped. */
function Opinion({ id }: { id: string }) {
  const t = useTranslations('knowledge.assist')
  const client = useTRPCClient()
  const [told, setTold] = useState(false)
  const tell = (helpful: boolean) => {
    setTold(true)
    client.knowledge.rateArticle.mutate({ id, helpful }).then(
      () => notifications.show({ message: t('thanks') }),
      () => setTold(false),
    )
  }
  return (
    <Group justify="flex-end" gap="xs" mt="xs">
      <ActionIcon disabled={told} onClick={() => tell(true)} aria-label={t('helpful')} title={t('helpful')}>
        <IconThumbUp size={18} stroke={1.7} />
      </ActionIcon>
      <ActionIcon
        disabled={told}
        onClick={() => tell(false)}
        aria-label={t('unhelpful')}
        title={t('unhelpful')}
      >
        <IconThumbDown size={18} stroke={1.7} />
      </ActionIcon>
    </Group>
  )
}
