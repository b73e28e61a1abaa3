'use client'

import { useModals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { toFailure } from '@/components/client/failure'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { DisableEffectText } from './disable-effect'
import { HandedOver } from './handed-over'
import { useRefreshPeople } from './use-people'
import { useReasonText } from './use-reason-text'

type Person = { id: string; name: string }

/** Disabling, enabling and deleting: what it does is shown before anything is asked, and what came of it after. */
export function useRetirePeople() {
  const t = useTranslations('people.disable')
  const form = useTranslations('form')
  const client = useTRPCClient()
  const modals = useModals()
  const confirm = useConfirm()
  const refresh = useRefreshPeople()
  const text = useFailureText()
  const reason = useReasonText()

  async function saying(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work()
    } catch (error) {
      notifications.show({ color: 'red', message: reason(error) ?? text(error) })
      return false
    }
  }

  async function set(people: Person[], disabled: boolean): Promise<boolean> {
    const ids = people.map(({ id }) => id)
    const { handedOver } = await client.dispatch.setPeopleDisabled.mutate({ ids, disabled })
    await refresh()
    const count = people.length
    notifications.show({ color: 'green', message: t(disabled ? 'done' : 'enabled', { count }) })
    if (handedOver.length > 0)
      modals.openModal({
        title: t('handedOver', { count: handedOver.length }),
        closeButtonProps: { 'aria-label': form('close') },
        children: <HandedOver results={handedOver} />,
      })
    return true
  }

  const disable = (people: Person[]) =>
    saying(async () => {
      const ids = people.map(({ id }) => id)
      const effect = await client.workforce.people.disableEffect.query({ ids })
      const question = {
        title: t('title', { count: people.length, name: people[0]?.name ?? '' }),
        body: <DisableEffectText effect={effect} />,
        ...{ confirm: t('confirm'), danger: true },
      }
      return (await confirm(question)) && set(people, true)
    })

  const remove = (person: Person) =>
    saying(async () => {
      const title = t('deleteTitle', { name: person.name })
      if (!(await confirm({ title, body: t('deleteBody'), confirm: t('delete'), danger: true }))) return false
      const { version } = await client.workforce.people.get.query({ id: person.id })
      try {
        await client.workforce.people.delete.mutate({ id: person.id, version })
      } catch (error) {
        if (toFailure(error).details.reason !== 'has_history') throw error
        const instead = { title: t('historyTitle', { name: person.name }), body: t('historyBody') }
        return (await confirm({ ...instead, confirm: t('confirm') })) && disable([person])
      }
      await refresh()
      notifications.show({ color: 'green', message: t('deleted', { name: person.name }) })
      return true
    })

  return { disable, remove, enable: (people: Person[]) => saying(() => set(people, false)) }
}
