'use client'

import { Drawer, Skeleton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import type { ArticleInput, ArticleView } from '@/server/modules/knowledge/contract'
import { ArticleFields, type Language } from './article-fields'
import { ArticlePreview } from './article-preview'
import { type ArticleForm, articleForm, emptyForm, fromForm, toForm } from './form-values'

type Props = {
  /** null = a new one. */
  id: string | null
  /** Where a new one begins from. */
  copyOf: string | null
  /** Where a new one is put. */
  topic: string
  onClose: () => void
}

/** Reads the article first, so that the form starts from what stands now. */
export function ArticleDrawer({ id, copyOf, topic, onClose }: Props) {
  const t = useTranslations('knowledge')
  const trpc = useTRPC()
  const wanted = id ?? copyOf
  const article = useQuery({
    ...trpc.knowledge.getArticle.queryOptions({ id: wanted ?? '' }),
    enabled: wanted !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (wanted === null) return <Editor stored={null} from={emptyForm(topic)} onClose={onClose} />
  if (article.data && id === null) {
    return <Editor stored={null} from={copied(article.data.article)} onClose={onClose} />
  }
  if (article.data) {
    // Key: after a publication or an earlier version the form begins anew.
    return <Editor key={article.data.version} stored={article.data} onClose={onClose} />
  }
  return (
    <Drawer opened onClose={onClose} position="right" size={960} title={t('title')}>
      {article.isError ? (
        <FailedState error={article.error} retry={() => void article.refetch()} />
      ) : (
        <Late>
          <Skeleton h={240} />
        </Late>
      )}
    </Drawer>
  )
}

function copied(article: ArticleInput): ArticleForm {
  const { en, zh } = article.titles
  return { ...toForm(article), titles: { en: en && `${en} 2`, zh: zh && `${zh} 2` } }
}

type Stored = ArticleInput & { id: string; version: number }
type EditorProps = { stored: ArticleView | null; from?: ArticleForm; onClose: () => void }

function Editor({ stored, from, onClose }: EditorProps) {
  const words = useFieldWords()
  const t = useTranslations('knowledge')
  const client = useTRPCClient()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [language, setLanguage] = useState<Language>(stored?.languages[0] ?? 'en')
  const { server, problem } = useVersionedForm<ArticleForm, Stored>({
    ...{ toForm, words },
    stored: stored && { ...stored.article, id: stored.id, version: stored.version },
    initialValues: stored ? toForm(stored.article) : (from ?? emptyForm('')),
    schema: articleForm,
    save: async (values, version) => {
      const article = fromForm(values)
      if (stored) await client.knowledge.updateArticle.mutate({ id: stored.id, version, article })
      else await client.knowledge.createArticle.mutate(article)
      await queries.invalidateQueries(trpc.knowledge.pathFilter())
      notifications.show({
        color: 'green',
        message: t('saved', { name: values.titles.en || values.titles.zh }),
      })
      onClose()
    },
  })
  const { form } = server
  return (
    <DrawerForm
      title={stored ? stored.title : t('new')}
      onClose={onClose}
      server={server}
      problem={problem}
      effect={
        <ArticlePreview
          title={form.values.titles[language]}
          text={form.values.texts[language]}
          stored={stored}
          onDone={onClose}
        />
      }
    >
      <ArticleFields form={form} language={language} onLanguage={setLanguage} />
    </DrawerForm>
  )
}
