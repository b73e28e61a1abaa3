'use client'

import { useModals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { MadeLink } from '@/server/modules/workforce/contract'
import { InvitationsMade } from './invitations-made'
import { LinkShown } from './link-shown'
import { useRefreshPeople } from './use-people'

type Person = { id: string; name: string }

/** Makes a link for somebody and shows it once; whatever fails is said. */
export function useLinks() {
  const t = useTranslations('people.link')
  const form = useTranslations('form')
  const client = useTRPCClient()
  const modals = useModals()
  const refresh = useRefreshPeople()
  const text = useFailureText()
  const people = client.workforce.people

  const show = (title: string, link: MadeLink) =>
    void modals.openModal({
      title,
      closeButtonProps: { 'aria-label': form('close') },
      children: <LinkShown link={link} />,
    })
  async function make(title: string, work: () => Promise<MadeLink>): Promise<void> {
    try {
      show(title, await work())
      await refresh()
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
    }
  }
  /** Whether it was done. */
  async function inviteAll(ids: string[]): Promise<boolean> {
    try {
      const made = await people.sendInvitations.mutate({ ids })
      await refresh()
      void modals.openModal({
        title: t('title.invitations'),
        closeButtonProps: { 'aria-label': form('close') },
        children: <InvitationsMade made={made} />,
      })
      return true
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
      return false
    }
  }
  return {
    inviteAll,
    showInvitation: (name: string, link: MadeLink) => show(t('title.invitation', { name }), link),
    invite: ({ id, name }: Person) =>
      make(t('title.invitation', { name }), () => people.sendInvitation.mutate({ id })),
    reset: ({ id, name }: Person) =>
      make(t('title.reset', { name }), () => people.makeResetLink.mutate({ id })),
  }
}
