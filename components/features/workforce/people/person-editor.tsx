'use client'

import { Alert, Tabs } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useRef, useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { type ServerForm, useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { mergeFields } from '@/components/patterns/versioned-form/merge-fields'
import type { PersonDetail } from '@/server/modules/workforce/contract'
import { AgentFields } from './agent-fields'
import { type PersonForm, personForm, toForm } from './form-values'
import { PersonConflict } from './person-conflict'
import { PersonHistory } from './person-history'
import { ProfileFields } from './profile-fields'
import { RoleFields } from './role-fields'
import { SignInWays } from './sign-in-ways'
import { useLinks } from './use-links'
import { useRefreshPeople } from './use-people'
import { useReasonText } from './use-reason-text'

type Props = {
  /** null = somebody new. */
  stored: PersonDetail | null
  /** What somebody new starts from. */
  start?: PersonForm
  onClose: () => void
  /** Something beside the form has changed: how they get in, the picture. */
  onAgain?: () => Promise<unknown>
}

export function PersonEditor({ stored, start, onClose, onAgain }: Props) {
  const t = useTranslations('people')
  const { server, problem } = usePersonForm(stored, start, onClose)
  const rights = useRights(stored)
  return (
    <DrawerForm
      title={stored ? stored.user.name : t('new')}
      onClose={onClose}
      server={server}
      wide
      readOnly={!rights.any}
      submitLabel={stored ? undefined : t('invite')}
      problem={problem}
    >
      <PersonTabs server={server} stored={stored} rights={rights} onAgain={onAgain} />
    </DrawerForm>
  )
}

type Rights = { user: boolean; agent: boolean; any: boolean }

/** Who may do more than the reader stays as they are, but for groups and limits. */
function useRights(stored: PersonDetail | null): Rights {
  const allowed = useCan()
  const target = { groupIds: stored?.agent?.groups.map((group) => group.groupId) ?? [] }
  const user = allowed('users.write', target) && !stored?.above
  const agent = allowed('agents.write', target)
  return { user, agent, any: user || agent }
}

function usePersonForm(stored: PersonDetail | null, start: PersonForm | undefined, onClose: () => void) {
  const t = useTranslations('people')
  const client = useTRPCClient()
  const refresh = useRefreshPeople()
  const links = useLinks()
  const reason = useReasonText()
  const version = useRef(stored?.version ?? 0)
  const [base, setBase] = useState(stored)

  async function save(person: PersonForm): Promise<void> {
    const { name } = person.user
    if (stored)
      await client.workforce.people.update.mutate({ id: stored.id, version: version.current, person })
    else {
      const { link } = await client.workforce.people.create.mutate({ ...person, invite: true })
      if (link) links.showInvitation(name, link)
    }
    await refresh()
    notifications.show({ color: 'green', message: t(stored ? 'saved' : 'made', { name }) })
    onClose()
  }
  const initialValues = stored ? toForm(stored) : (start as PersonForm)
  const server = useServerForm({ initialValues, schema: personForm, save })
  const current =
    server.failure?.code === 'conflict' ? (server.failure.details.current as PersonDetail) : undefined
  const merged = (theirs: PersonDetail) =>
    base ? mergeFields(toForm(base), server.form.values, toForm(theirs)) : server.form.values

  /** Goes on from what stands now: with theirs alone, or with what was changed here on top. */
  function settle(theirs: PersonDetail, take: 'theirs' | 'mine'): void {
    const mine = merged(theirs)
    version.current = theirs.version
    setBase(theirs)
    server.clear()
    server.form.setValues(take === 'mine' ? mine : toForm(theirs))
    server.form.resetDirty(toForm(theirs))
    if (take === 'mine') server.save(mine)
  }
  const said = server.error ? reason(server.error) : null
  const problem = current ? (
    <PersonConflict
      theirs={toForm(current)}
      mine={merged(current)}
      settle={(take) => settle(current, take)}
    />
  ) : said ? (
    <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" mb="md">
      {said}
    </Alert>
  ) : undefined
  return { server, problem }
}

const tabs = ['profile', 'work', 'access', 'history'] as const

type TabsProps = {
  server: ServerForm<PersonForm>
  stored: PersonDetail | null
  rights: Rights
  onAgain: (() => Promise<unknown>) | undefined
}

function PersonTabs({ server: { form }, stored, rights, onAgain }: TabsProps) {
  const t = useTranslations('people')
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('profile'))
  const wrong = (part: (path: string) => boolean) => Object.keys(form.errors).some(part) || undefined
  const inAccess = (path: string) => path.startsWith('user.roles')
  const inWork = (path: string) => path.startsWith('agent') && path !== 'agent.publicName'
  const marks = {
    profile: wrong((path) => !inAccess(path) && !inWork(path)),
    work: wrong(inWork),
    access: wrong(inAccess),
    history: undefined,
  }
  return (
    <Tabs
      value={tab}
      onChange={(value) => void setTab(tabs.find((one) => one === value) ?? null)}
      keepMounted
    >
      <Tabs.List mb="md">
        {tabs
          .filter((one) => stored || one !== 'history')
          .map((one) => (
            <Tabs.Tab
              key={one}
              value={one}
              rightSection={marks[one] && <IconAlertCircle size={14} aria-label={t('tabWrong')} />}
            >
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
      </Tabs.List>
      <Tabs.Panel value="profile">
        <ProfileFields form={form} stored={stored} readOnly={!rights.user} onAgain={onAgain} />
      </Tabs.Panel>
      <Tabs.Panel value="work">
        <AgentFields form={form} stored={stored} readOnly={!rights.agent} />
      </Tabs.Panel>
      <Tabs.Panel value="access">
        <RoleFields form={form} readOnly={!rights.user} />
        {stored && onAgain && <SignInWays person={stored} mayWrite={rights.user} onAgain={onAgain} />}
      </Tabs.Panel>
      {stored && (
        <Tabs.Panel value="history">{tab === 'history' && <PersonHistory id={stored.id} />}</Tabs.Panel>
      )}
    </Tabs>
  )
}
