'use client'

import { ActionIcon, Button, Kbd, Menu, Tooltip } from '@mantine/core'
import {
  type Icon,
  IconArrowBackUp,
  IconArrowLeft,
  IconArrowsTransferDown,
  IconBolt,
  IconCircleCheck,
  IconDotsVertical,
  IconLayoutSidebarRight,
  IconMail,
  IconMoon,
  IconPhone,
  IconPhoneCalling,
  IconStar,
  IconStarFilled,
  IconTag,
  IconTicket,
  IconTimeline,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useNow } from '@/components/client/now'
import { WaitClock } from '../list/clock'
import { elapsed } from '../list/wait-level'
import type { View } from '../live/live-state'
import { usePathName } from '../names'
import { workKeys } from '../work/use-work-acts'
import work from '../work/work.module.css'
import type { WorkAct } from '../work/work-dialogs'
import classes from './chat.module.css'

export type Deeds = {
  /** What this person may do to this conversation now. */
  mayAct: boolean
  mayInvite: boolean
  /** It has ended; its wrap-up can still be set or changed. */
  mayWrapUp: boolean
  transfer: () => void
  end: () => void
  invite: () => void
  why: () => void
  back: () => void
  context: () => void
  /** What else may be done now, and the way to do it. */
  acts: WorkAct[]
  choose: (act: WorkAct) => void
}

/** Who it is, where from, since when, and what can be done. */
type Props = { view: View; deeds: Deeds; viewers?: ReactNode }

export function Header({ view, deeds, viewers }: Props) {
  const t = useTranslations('workspace.header')
  const list = useTranslations('workspace.list')
  const path = usePathName()
  const facts = [view.channel.name, path(view.category?.path)].filter(Boolean).join(' · ')
  return (
    <header className={classes.header}>
      <ActionIcon className={classes.back} size="lg" onClick={deeds.back} aria-label={t('back')}>
        <IconArrowLeft size={20} />
      </ActionIcon>
      <div className={classes.about}>
        <h2 className={classes.name}>
          <span>{view.customer.name}</span>
          {view.customer.vipLevel > 0 && (
            <span className={classes.vip}>
              <IconStarFilled size={11} aria-hidden />
              {list('vip', { level: view.customer.vipLevel })}
            </span>
          )}
          {view.awaitingSince && <WaitClock view={view} since={view.awaitingSince} />}
        </h2>
        <div className={classes.facts}>
          <span className={classes.route}>{facts}</span>
          <span>#{view.number}</span>
          <Journey view={view} />
          <Button variant="subtle" size="compact-xs" onClick={deeds.why}>
            {t('why')}
          </Button>
          {view.tags.length > 0 && (
            <span className={work.tags}>
              {view.tags.map((tag) => (
                <span key={tag} className={work.tag}>
                  {tag}
                </span>
              ))}
            </span>
          )}
        </div>
      </div>
      {viewers}
      <RecordLink id={view.id} />
      <Actions deeds={deeds} />
    </header>
  )
}

/** To everything that happened in it, unless this is that page. */
function RecordLink({ id }: { id: string }) {
  const record = useTranslations('oversight.record')
  const place = `/conversations/${id}`
  if (usePathname() === place) return null
  return (
    <Tooltip label={record('open')}>
      <ActionIcon component={Link} href={place} size="lg" aria-label={record('open')}>
        <IconTimeline size={20} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  )
}

/** "queued 0:42 → you 14:03". */
function Journey({ view }: { view: View }) {
  const t = useTranslations('workspace.header')
  const format = useFormatter()
  const now = useNow()
  const entered = Date.parse(view.enteredAt ?? view.createdAt)
  if (view.status === 'queued') return <span>{t('queuedNow', { time: elapsed(now - entered) })}</span>
  if (!view.assignedAt) return <span>{t('unassigned')}</span>
  const at = format.dateTime(new Date(view.assignedAt), { hour: '2-digit', minute: '2-digit' })
  const agent = view.agent?.name ?? ''
  return view.creationType === 'queued' ? (
    <span>{t('afterQueue', { time: elapsed(Date.parse(view.assignedAt) - entered), agent, at })}</span>
  ) : (
    <span>
      {view.creationType === 'offline' ? t('leftMessage', { agent, at }) : t('direct', { agent, at })}
    </span>
  )
}

function Actions({ deeds }: { deeds: Deeds }) {
  const t = useTranslations('workspace.header')
  return (
    <div className={classes.actions}>
      {deeds.mayAct && (
        <>
          <Button
            className={classes.wide}
            variant="default"
            size="compact-md"
            leftSection={<IconArrowsTransferDown size={16} />}
            onClick={deeds.transfer}
          >
            {t('transfer')}
          </Button>
          <Button
            className={classes.wide}
            size="compact-md"
            leftSection={<IconCircleCheck size={16} />}
            onClick={deeds.end}
          >
            {t('end')}
          </Button>
        </>
      )}
      {(deeds.mayAct || deeds.acts.length > 0) && <More deeds={deeds} />}
      {deeds.mayWrapUp && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconCircleCheck size={16} />}
          onClick={deeds.end}
        >
          {t('wrapUp')}
        </Button>
      )}
      <Tooltip label={t('context')}>
        <ActionIcon
          className={classes.contextButton}
          size="lg"
          onClick={deeds.context}
          aria-label={t('context')}
        >
          <IconLayoutSidebarRight size={20} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

const pictures: Record<WorkAct, Icon> = {
  snooze: IconMoon,
  tags: IconTag,
  macros: IconBolt,
  consulted: IconUsers,
  advisor: IconUserPlus,
  call: IconPhone,
  return: IconArrowBackUp,
  ticket: IconTicket,
  callBack: IconPhoneCalling,
  transcript: IconMail,
}

function More({ deeds }: { deeds: Deeds }) {
  const t = useTranslations('workspace.header')
  const acts = useTranslations('workspace.work')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('more')}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {deeds.acts.map((act) => {
          const Picture = pictures[act]
          const key = workKeys.find(([, of]) => of === act)?.[0].toUpperCase()
          return (
            <Menu.Item
              key={act}
              leftSection={<Picture size={16} />}
              rightSection={<Kbd size="xs">{key}</Kbd>}
              onClick={() => deeds.choose(act)}
            >
              {acts(`act.${act}`)}
            </Menu.Item>
          )
        })}
        {deeds.mayAct && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconStar size={16} />}
              disabled={!deeds.mayInvite}
              onClick={deeds.invite}
            >
              {t('invite')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowsTransferDown size={16} />} onClick={deeds.transfer}>
              {t('transfer')}
            </Menu.Item>
            <Menu.Item leftSection={<IconCircleCheck size={16} />} onClick={deeds.end}>
              {t('end')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
