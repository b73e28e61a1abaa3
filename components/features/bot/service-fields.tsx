'use client'

import { Button, Group, NumberInput, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '@/components/client/trpc'
import { useShowSecret } from '@/components/patterns/copy/secret-shown'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { BotDetail } from '@/server/modules/bot/contract'
import type { BotForm } from './bot-form'
import { CircuitBadge } from './circuit-badge'
import { Section } from './section'

type Props = { form: BotForm; bot: BotDetail; mayWrite: boolean; onRotated: (version: number) => void }

/** A service of one's own that is asked first. */
export function ServiceFields({ form, bot, mayWrite, onRotated }: Props) {
  const t = useTranslations('bot.service')
  return (
    <Section title={t('title')} hint={t('hint')}>
      <Switch label={t('enabled')} {...form.getInputProps('external.enabled', { type: 'checkbox' })} />
      <Group grow align="start">
        <TextInput label={t('url')} placeholder="https://" {...form.getInputProps('external.url')} />
        <NumberInput
          label={t('timeout')}
          min={200}
          max={10_000}
          step={500}
          {...form.getInputProps('external.timeoutMs')}
        />
      </Group>
      <Circuit bot={bot} />
      {mayWrite && <Secret bot={bot} onRotated={onRotated} />}
    </Section>
  )
}

function Circuit({ bot: { circuit } }: { bot: BotDetail }) {
  const t = useTranslations('bot.service')
  const format = useFormatter()
  if (circuit.failures === 0 && !circuit.lastFailedAt) return null
  const at = circuit.lastFailedAt
    ? format.dateTime(new Date(circuit.lastFailedAt), { dateStyle: 'short', timeStyle: 'medium' })
    : ''
  return (
    <Group gap="xs" align="start">
      <CircuitBadge state={circuit.state} />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {t('lastFailure', { at, error: circuit.lastError ?? '' })}
      </Text>
    </Group>
  )
}

function Secret({ bot, onRotated }: { bot: BotDetail; onRotated: (version: number) => void }) {
  const t = useTranslations('bot.service')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const showSecret = useShowSecret()
  const failure = useFailureText()
  const [version, setVersion] = useState(bot.version)
  const [has, setHas] = useState(bot.hasSecret)
  const rotate = async () => {
    try {
      const made = await client.bot.rotateBotSecret.mutate({ channelId: bot.channelId, version })
      setVersion(made.version)
      setHas(true)
      onRotated(made.version)
      showSecret(t('secretOf', { channel: bot.channelName }), made.secret, t('secretHow'))
      await queries.invalidateQueries(trpc.bot.listBots.pathFilter())
    } catch (error) {
      notifications.show({ color: 'red', message: failure(error) })
    }
  }
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed">
        {t(has ? 'hasSecret' : 'noSecret')}
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconRefresh size={14} />}
        onClick={() => void rotate()}
      >
        {t(has ? 'newSecret' : 'makeSecret')}
      </Button>
    </Group>
  )
}
