'use client'

import { ActionIcon, Menu } from '@mantine/core'
import {
  IconCircleCheck,
  IconCircleOff,
  IconCopy,
  IconDots,
  IconKey,
  IconMail,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useCan, useMe } from '@/components/client/me'
import { scopeOf } from '@/server/access'
import type { PersonRow } from '@/server/modules/workforce/contract'
import { useLinks } from './use-links'
import { useRetirePeople } from './use-retire-people'

type Props = { row: PersonRow; onOpen: () => void; onCopy: () => void }

export function PersonMenu({ row, onOpen, onCopy }: Props) {
  const t = useTranslations('people.row')
  const me = useMe()
  const allowed = useCan()
  const groupIds = row.agent?.groups.map((group) => group.id) ?? []
  const mayWrite = allowed('users.write', { groupIds })
  const mayEdit = mayWrite || allowed('agents.write', { groupIds })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('menu', { name: row.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onOpen}>
          {t(mayEdit ? 'edit' : 'view')}
        </Menu.Item>
        {scopeOf(me, 'users.write') === 'all' && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={onCopy}>
            {t('duplicate')}
          </Menu.Item>
        )}
        {mayWrite && <LinkItems row={row} />}
        {mayWrite && row.id !== me.userId && <RetireItems row={row} />}
      </Menu.Dropdown>
    </Menu>
  )
}

/** An invitation until somebody has come in, a link for a new password from then on. */
function LinkItems({ row }: { row: PersonRow }) {
  const t = useTranslations('people.row')
  const links = useLinks()
  if (row.state === 'disabled') return null
  if (row.state === 'active')
    return (
      <Menu.Item leftSection={<IconKey size={16} />} onClick={() => void links.reset(row)}>
        {t('reset')}
      </Menu.Item>
    )
  return (
    <Menu.Item leftSection={<IconMail size={16} />} onClick={() => void links.invite(row)}>
      {t(row.state === 'invited' ? 'inviteAgain' : 'invite')}
    </Menu.Item>
  )
}

function RetireItems({ row }: { row: PersonRow }) {
  const t = useTranslations('people.row')
  const retire = useRetirePeople()
  const disabled = row.state === 'disabled'
  return (
    <>
      <Menu.Item
        leftSection={disabled ? <IconCircleCheck size={16} /> : <IconCircleOff size={16} />}
        onClick={() => void (disabled ? retire.enable([row]) : retire.disable([row]))}
      >
        {t(disabled ? 'enable' : 'disable')}
      </Menu.Item>
      <Menu.Item
        c="var(--swy-text-failed)"
        leftSection={<IconTrash size={16} />}
        onClick={() => void retire.remove(row)}
      >
        {t('delete')}
      </Menu.Item>
    </>
  )
}
