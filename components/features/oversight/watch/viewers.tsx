'use client'

import { Avatar, Tooltip } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { PersonAvatar } from '@/components/patterns/person-avatar'
import { useViewers } from './use-viewing'

type Props = { id: string; listen: Parameters<typeof useViewers>[1] }

/** Who else has the conversation on the screen; silent watchers are not among them. */
export function Viewers({ id, listen }: Props) {
  const t = useTranslations('oversight')
  const format = useFormatter()
  const viewers = useViewers(id, listen)
  const names = format.list(viewers.map(({ name }) => name))
  const text = t('viewers', { names, count: viewers.length })
  return (
    <span role="status">
      {viewers.length > 0 && (
        <Tooltip label={text}>
          <Avatar.Group spacing={6} aria-label={text} role="img">
            {viewers.slice(0, 3).map(({ userId, name }) => (
              <PersonAvatar key={userId} name={name} size={24} />
            ))}
          </Avatar.Group>
        </Tooltip>
      )}
    </span>
  )
}
