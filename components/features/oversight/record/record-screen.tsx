'use client'

import { Button } from '@mantine/core'
import { IconBraces, IconDownload, IconMessages } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useCan, useMe } from '@/components/client/me'
import { ConversationPane } from '@/components/features/conversations/chat/conversation-pane'
import { useConversation } from '@/components/features/conversations/chat/use-conversation'
import { useSource } from '@/components/features/conversations/chat/use-source'
import { Page } from '@/components/patterns/page/page'
import type { AgentConversationView } from '@/server/http/v1/contract'
import { oversightApi } from '../oversight-api'
import { useWatchStream } from '../watch/use-watch-stream'
import classes from './record.module.css'
import { RecordTimeline } from './timeline'

const nothing = () => {}

/** Messages on one side, who did what when and why on the other. */
export function RecordScreen({ id }: { id: string }) {
  const t = useTranslations('oversight.record')
  const source = useSource()
  const shown = useConversation(source, id)
  const router = useRouter()
  const input = useRef<HTMLTextAreaElement>(null)
  useWatchStream(source.live ? null : id, shown.reload)
  const { view } = shown
  const deeds = {
    ...{ mayAct: false, mayInvite: false, mayWrapUp: false },
    ...{ transfer: nothing, end: nothing, invite: nothing, context: nothing },
    why: () => document.getElementById('record-timeline')?.focus(),
    back: () => router.back(),
    ...{ acts: [], choose: nothing },
  }
  return (
    <Page
      title={view ? t('of', { number: view.number }) : t('title')}
      purpose={t('purpose')}
      actions={view && <Actions view={view} />}
    >
      <div className={classes.columns}>
        <div className={classes.messages}>
          <ConversationPane source={source} id={id} shown={shown} deeds={deeds} input={input} />
        </div>
        <RecordTimeline id={id} lastSeq={view?.lastSeq ?? 0} />
      </div>
    </Page>
  )
}

function Actions({ view }: { view: AgentConversationView }) {
  const t = useTranslations('oversight.record')
  const locale = useLocale()
  const can = useCan()
  const me = useMe()
  const target = { ownerId: view.agent?.id ?? null, groupIds: [view.group?.id ?? null] }
  const mayExport = view.agent?.id === me.userId || can('conversations.export', target)
  return (
    <>
      {can('agent.receive') && (
        <Button
          component={Link}
          href={`/workspace?conversation=${view.id}`}
          variant="default"
          leftSection={<IconMessages size={16} />}
        >
          {t('workspace')}
        </Button>
      )}
      {mayExport &&
        (['text', 'json'] as const).map((format) => (
          <Button
            key={format}
            component="a"
            href={oversightApi.exportUrl(view.id, format, locale)}
            download
            variant="default"
            leftSection={format === 'text' ? <IconDownload size={16} /> : <IconBraces size={16} />}
          >
            {t(`export.${format}`)}
          </Button>
        ))}
    </>
  )
}
