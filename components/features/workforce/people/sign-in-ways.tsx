'use client'

import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { When } from '@/components/patterns/time/when'
import type { PersonDetail } from '@/server/modules/workforce/contract'
import { PersonStateBadge } from './person-state'
import { useLinks } from './use-links'

type Props = { person: PersonDetail; mayWrite: boolean; onAgain: () => Promise<unknown> }

/** How somebody gets in, and what helps when they do not. */
export function SignInWays({ person, mayWrite, onAgain }: Props) {
  const t = useTranslations('people.ways')
  const { methods } = person
  return (
    <Stack gap="sm" mt="xl" component="section" aria-label={t('title')}>
      <Group gap="xs">
        <Title order={3}>{t('title')}</Title>
        <PersonStateBadge state={person.state} />
      </Group>
      <Text size="sm">{t(methods.password ? 'password' : 'noPassword')}</Text>
      {methods.identities.map((provider) => (
        <Text size="sm" key={provider}>
          {t('identity', { provider })}
        </Text>
      ))}
      <Text size="sm">{t(methods.secondStep ? 'secondStep' : 'noSecondStep')}</Text>
      <Text size="sm">{t('tokens', { count: methods.tokens })}</Text>
      {methods.invitation && (
        <Text size="sm">
          {t('invitation')} <When at={methods.invitation.expiresAt} />
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('lastSignIn')} <When at={person.lastSignInAt} none={t('never')} />
      </Text>
      {mayWrite && !person.disabled && <Acts person={person} onAgain={onAgain} />}
    </Stack>
  )
}

function Acts({ person, onAgain }: Omit<Props, 'mayWrite'>) {
  const t = useTranslations('people.ways')
  const { people } = useTRPCClient().workforce
  const me = useMe()
  const links = useLinks()
  const act = useAct(onAgain)
  const { id, methods } = person
  const who = { id, name: person.user.name }
  return (
    <Group gap="xs">
      {methods.password ? (
        <Act label={t('reset')} work={() => links.reset(who).then(onAgain)} />
      ) : (
        <Act
          label={t(methods.invitation ? 'inviteAgain' : 'invite')}
          work={() => links.invite(who).then(onAgain)}
        />
      )}
      {methods.invitation && !methods.password && (
        <Act
          label={t('withdraw')}
          work={() => act(t('withdrawTitle'), t('withdraw'), () => people.cancelInvitation.mutate({ id }))}
        />
      )}
      {methods.secondStep && id !== me.userId && (
        <Act
          label={t('removeStep')}
          work={() =>
            act(t('removeStepTitle'), t('removeStep'), () => people.removeSecondStep.mutate({ id }))
          }
        />
      )}
      <Act
        label={t('signOut')}
        work={() => act(t('signOutTitle'), t('signOut'), () => people.signOut.mutate({ id }))}
      />
    </Group>
  )
}

/** Asks first; whatever fails is said. */
function useAct(onAgain: () => Promise<unknown>) {
  const t = useTranslations('people.ways')
  const confirm = useConfirm()
  const text = useFailureText()
  return async (title: string, verb: string, work: () => Promise<unknown>) => {
    if (!(await confirm({ title, body: t('sure'), confirm: verb }))) return
    try {
      await work()
      await onAgain()
      notifications.show({ color: 'green', message: t('done') })
    } catch (error) {
      notifications.show({ color: 'red', message: text(error) })
    }
  }
}

function Act({ label, work }: { label: string; work: () => Promise<unknown> }) {
  const [busy, setBusy] = useState(false)
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={busy}
      onClick={() => {
        setBusy(true)
        void work().finally(() => setBusy(false))
      }}
    >
      {label}
    </Button>
  )
}
