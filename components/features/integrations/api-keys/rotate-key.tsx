'use client'

import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { useShowSecret } from '@/components/patterns/copy/secret-shown'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { ApiKeyView } from '@/server/modules/integrations/contract'

const overlaps = [0, 1, 24, 168] as const

/** A new key in place of the one there is, which goes on opening for a while. */
export function RotateKey({ apiKey, onRotated }: { apiKey: ApiKeyView; onRotated: () => void }) {
  const t = useTranslations('apiKeys.secret')
  const format = useFormatter()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const confirm = useConfirm()
  const failure = useFailureText()
  const showSecret = useShowSecret()
  const [overlap, setOverlap] = useState('24')
  const rotate = async () => {
    const { id, version, name } = apiKey
    const overlapHours = Number(overlap)
    const body = t('rotateBody', { hours: overlapHours })
    if (!(await confirm({ title: t('rotateTitle'), body, confirm: t('rotate') }))) return
    try {
      const { key } = await client.integrations.rotateApiKey.mutate({ id, version, overlapHours })
      onRotated()
      showSecret(t('shownTitle', { name }), key, t('how'))
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
    await queries.invalidateQueries(trpc.integrations.pathFilter())
  }
  const until =
    apiKey.formerUntil &&
    format.dateTime(new Date(apiKey.formerUntil), { dateStyle: 'short', timeStyle: 'short' })
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm" fw={500}>
        {t('title', { prefix: apiKey.prefix })}
      </Text>
      {until && (
        <Text size="sm" c="dimmed">
          {t('both', { at: until })}
        </Text>
      )}
      <Group gap="xs" align="flex-end">
        <Select
          label={t('overlap')}
          size="xs"
          allowDeselect={false}
          value={overlap}
          onChange={(value) => setOverlap(value ?? '24')}
          data={overlaps.map((hours) => ({ value: String(hours), label: t('hours', { hours }) }))}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={14} />}
          onClick={() => void rotate()}
        >
          {t('rotate')}
        </Button>
      </Group>
    </Stack>
  )
}
