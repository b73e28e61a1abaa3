'use client'

import { Button, Group, Popover, Select, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCircleOff, IconMailForward } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { locales } from '@/components/i18n/locale'
import { useRoleName } from '@/components/patterns/role-name'
import { ownNames } from '@/components/patterns/shell/language-menu'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type PeopleChange, type PersonRow, peopleChange } from '@/server/modules/workforce/contract'
import { NumberField } from '../groups/number-field'
import { useLinks } from './use-links'
import { usePeopleChoices, useRefreshPeople } from './use-people'
import { useReasonText } from './use-reason-text'
import { useRetirePeople } from './use-retire-people'

type Props = { rows: PersonRow[]; onDone: () => void }
type Apply = (change: PeopleChange) => Promise<void>

export function PeopleBulk({ rows, onDone }: Props) {
  const t = useTranslations('people.bulk')
  const roleName = useRoleName()
  const { roles, groups } = usePeopleChoices()
  const mayUsers = useCan()('users.write')
  const retire = useRetirePeople()
  const links = useLinks()
  const apply = useApply(rows, onDone)
  const roleData = roles.map(({ key, name, lacking }) => ({
    ...{ value: key, label: roleName({ key, name }), disabled: lacking.length > 0 },
  }))
  const groupData = groups.map(({ id, name, disabled }) => ({ value: id, label: name, disabled }))
  const newcomer = { level: 1, quality: 10, capacity: null, offlineReceiver: false }
  return (
    <Group gap="xs">
      <Choice
        title={t('addGroup')}
        data={groupData}
        apply={(groupId) => apply({ kind: 'add_group', membership: { groupId, ...newcomer } })}
      />
      <Choice
        title={t('removeGroup')}
        data={groupData}
        apply={(groupId) => apply({ kind: 'remove_group', groupId })}
      />
      <Limit apply={apply} />
      {mayUsers && (
        <>
          <Choice title={t('addRole')} data={roleData} apply={(role) => apply({ kind: 'add_role', role })} />
          <Choice
            title={t('removeRole')}
            data={roleData}
            apply={(role) => apply({ kind: 'remove_role', role })}
          />
          <Choice
            title={t('language')}
            data={locales.map((value) => ({ value, label: ownNames[value] }))}
            apply={(locale) => apply({ kind: 'language', locale: locale === 'zh' ? 'zh' : 'en' })}
          />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconMailForward size={14} />}
            onClick={() => void links.inviteAll(rows.map(({ id }) => id)).then((done) => done && onDone())}
          >
            {t('invite')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconCircleOff size={14} />}
            onClick={() => void retire.disable(rows).then((done) => done && onDone())}
          >
            {t('disable')}
          </Button>
        </>
      )}
    </Group>
  )
}

/** All of them or none, and a word about it. */
function useApply(rows: PersonRow[], onDone: () => void): Apply {
  const t = useTranslations('people.bulk')
  const client = useTRPCClient()
  const refresh = useRefreshPeople()
  const text = useFailureText()
  const reason = useReasonText()
  return async (change) => {
    try {
      const ids = rows.map(({ id }) => id)
      const { changed } = await client.workforce.people.edit.mutate({ ids, change })
      await refresh()
      notifications.show({
        color: 'green',
        message: t('done', { changed, unchanged: rows.length - changed }),
      })
      onDone()
    } catch (error) {
      notifications.show({ color: 'red', message: reason(error) ?? text(error) })
    }
  }
}

function Small({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Popover position="bottom-start" shadow="md" trapFocus width={260}>
      <Popover.Target>
        <Button size="compact-sm" variant="default">
          {title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  )
}

type ChoiceProps = {
  title: string
  data: { value: string; label: string; disabled?: boolean }[]
  apply: (value: string) => Promise<void>
}

function Choice({ title, data, apply }: ChoiceProps) {
  return (
    <Small title={title}>
      <Select
        label={title}
        data={data}
        searchable
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => value && void apply(value)}
      />
    </Small>
  )
}

function Limit({ apply }: { apply: Apply }) {
  const t = useTranslations('people.bulk')
  const [capacity, setCapacity] = useState<number | null>(5)
  const change = peopleChange.safeParse({ kind: 'capacity', capacity })
  return (
    <Small title={t('limit')}>
      <Stack gap="xs">
        <NumberField label={t('limit')} value={capacity} onChange={setCapacity} />
        <Button
          size="compact-md"
          disabled={!change.success}
          onClick={() => change.data && void apply(change.data)}
        >
          {t('apply')}
        </Button>
      </Stack>
    </Small>
  )
}
