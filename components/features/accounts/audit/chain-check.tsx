'use client'

import { Alert, Button, Code, Stack, Text } from '@mantine/core'
import { IconAlertCircle, IconLink, IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useTRPC } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import type { AuditCheck } from '@/server/modules/accounts/contract'

export function useChainCheck() {
  const trpc = useTRPC()
  return useMutation(trpc.accounts.checkAudit.mutationOptions())
}
type Check = ReturnType<typeof useChainCheck>

export function ChainButton({ check }: { check: Check }) {
  const t = useTranslations('audit.chain')
  return (
    <Button
      variant="default"
      leftSection={<IconLink size={16} />}
      loading={check.isPending}
      onClick={() => check.mutate()}
    >
      {t('check')}
    </Button>
  )
}

/** What the last check found; stays until it is put away. */
export function ChainResult({ check }: { check: Check }) {
  const t = useTranslations('audit.chain')
  const form = useTranslations('form')
  const text = useFailureText()
  const common = { withCloseButton: true, onClose: check.reset, closeButtonLabel: form('close'), mb: 'md' }
  if (check.isError) {
    return (
      <Alert {...common} color="red" icon={<IconAlertCircle size={18} />} role="alert">
        {text(check.error)}
      </Alert>
    )
  }
  if (!check.data) return null
  const { ok, entries, erased } = check.data
  return (
    <Alert
      {...common}
      color={ok ? 'green' : 'red'}
      icon={ok ? <IconShieldCheck size={18} /> : <IconAlertCircle size={18} />}
      title={t(ok ? 'whole' : 'broken')}
      role={ok ? 'status' : 'alert'}
    >
      <Stack gap={4}>
        <Text size="sm">{t('counts', { entries, erased })}</Text>
        <Broken check={check.data} />
        <Ends check={check.data} />
      </Stack>
    </Alert>
  )
}

function Broken({ check }: { check: AuditCheck }) {
  const t = useTranslations('audit.chain')
  if (!check.broken) return null
  const { position, why } = check.broken
  return (
    <Text size="sm" fw={600}>
      {t('at', { position })} {t(`why.${why}`)}
    </Text>
  )
}

function Ends({ check }: { check: AuditCheck }) {
  const t = useTranslations('audit.chain')
  if (!check.last) return null
  return (
    <Text size="sm" component="div">
      {t('last')}{' '}
      <Code style={{ overflowWrap: 'anywhere' }}>{`${check.last.position}:${check.last.hash}`}</Code>
      <br />
      {t('keep')}
    </Text>
  )
}
