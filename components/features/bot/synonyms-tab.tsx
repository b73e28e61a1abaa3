'use client'

import { Button, Group, Skeleton, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useFieldWords } from '@/components/patterns/history/field-words'
import { HistoryDrawer } from '@/components/patterns/history/history-drawer'
import { FailedState } from '@/components/patterns/states/failed-state'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import { type Synonyms, synonymLines } from '@/server/modules/knowledge/contract'

type Stored = Synonyms & { version: number }

/** Words that mean the same for this organisation: the search for answers treats them as one. */
export function SynonymsTab() {
  const stored = useQuery(useTRPC().knowledge.synonyms.queryOptions())
  if (stored.isError) return <FailedState error={stored.error} retry={() => void stored.refetch()} />
  if (!stored.data) return <Skeleton h={240} />
  return <Editor key={stored.data.version} stored={stored.data} />
}

function Editor({ stored }: { stored: Stored }) {
  const t = useTranslations('bot.synonyms')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const [history, setHistory] = useState(false)
  const refresh = () => queries.invalidateQueries(trpc.knowledge.pathFilter())
  const { server, problem } = useVersionedForm<Synonyms, Stored>({
    ...{ stored, toForm: ({ sets }) => ({ sets }), words: useFieldWords() },
    initialValues: { sets: stored.sets },
    schema: synonymLines as never,
    save: async ({ sets }, version) => {
      await client.knowledge.saveSynonyms.mutate({ sets: sets.filter((set) => set.trim() !== ''), version })
      notifications.show({ color: 'green', message: t('saved') })
      await refresh()
    },
  })
  const wrong = Object.keys(server.form.errors).length > 0
  return (
    <form onSubmit={server.submit}>
      <Stack gap="md" maw={720}>
        {problem}
        <Textarea
          label={t('label')}
          description={t('hint')}
          autosize
          minRows={8}
          value={server.form.values.sets.join('\n')}
          onChange={(event) => server.form.setValues({ sets: event.currentTarget.value.split('\n') })}
          error={wrong && t('wrong')}
        />
        <Group>
          <Button type="submit" loading={server.saving}>
            {t('save')}
          </Button>
          <Button variant="default" onClick={() => setHistory(true)}>
            {t('history')}
          </Button>
        </Group>
      </Stack>
      {history && <History onClose={() => setHistory(false)} onRestored={refresh} />}
    </form>
  )
}

type HistoryProps = { onClose: () => void; onRestored: () => Promise<void> }

function History({ onClose, onRestored }: HistoryProps) {
  const client = useTRPCClient()
  const history = useQuery(useTRPC().knowledge.synonymsHistory.queryOptions())
  const restore = async (entryId: string) => {
    await client.knowledge.restoreSynonyms.mutate({ entryId })
    await onRestored()
  }
  return <HistoryDrawer history={history} restore={restore} onClose={onClose} />
}
