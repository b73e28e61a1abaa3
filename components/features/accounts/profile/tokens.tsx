'use client'

import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FailedState } from '@/components/patterns/states/failed-state'
import { Late } from '@/components/patterns/states/late'
import { When } from '@/components/patterns/time/when'
import type { TokenView } from '@/server/modules/accounts/contract'
import { NewToken } from './new-token'
import { TokenMade } from './token-made'
import classes from './tokens.module.css'

export function Tokens() {
  const t = useTranslations('profile')
  const trpc = useTRPC()
  const [made, setMade] = useState<string | null>(null)
  const tokens = useQuery(trpc.accounts.listTokens.queryOptions())
  return (
    <Stack gap="md">
      <NewToken onMade={setMade} />
      {made && <TokenMade token={made} />}
      {tokens.isPending && (
        <Late>
          <Skeleton h={72} />
        </Late>
      )}
      {tokens.isError && <FailedState error={tokens.error} retry={() => void tokens.refetch()} />}
      {tokens.data?.length === 0 && <Text c="dimmed">{t('noTokens')}</Text>}
      {tokens.data && tokens.data.length > 0 && (
        <TokenTable tokens={tokens.data} onRevoked={() => setMade(null)} />
      )}
    </Stack>
  )
}

function TokenTable({ tokens, onRevoked }: { tokens: TokenView[]; onRevoked: () => void }) {
  const t = useTranslations('profile')
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t('tokenColumn')}</th>
            <th>{t('created')}</th>
            <th>{t('lastUsed')}</th>
            <th>{t('expires')}</th>
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoked={onRevoked} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TokenRow({ token, onRevoked }: { token: TokenView; onRevoked: () => void }) {
  const t = useTranslations('profile')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const revoke = useMutation(
    trpc.accounts.revokeToken.mutationOptions({
      onSuccess: onRevoked,
      onSettled: () => queries.invalidateQueries(trpc.accounts.listTokens.queryFilter()),
    }),
  )
  async function ask(): Promise<void> {
    const title = t('revokeTitle', { name: token.name })
    const question = { title, body: t('revokeBody'), confirm: t('revoke'), danger: true }
    if (await confirm(question)) revoke.mutate({ id: token.id })
  }
  return (
    <tr>
      <td>
        {token.name}
        <Text size="xs" c="dimmed" ff="monospace">
          {token.prefix}…
        </Text>
      </td>
      <td>
        <When at={token.createdAt} />
      </td>
      <td>
        <When at={token.lastUsedAt} none={t('never')} />
      </td>
      <td>
        <When at={token.expiresAt} none={t('noExpiry')} />
      </td>
      <td>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          loading={revoke.isPending}
          onClick={() => void ask()}
        >
          {t('revoke')}
        </Button>
      </td>
    </tr>
  )
}
