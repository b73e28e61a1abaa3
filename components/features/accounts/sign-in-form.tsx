'use client'

import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMounted } from '@mantine/hooks'
import { IconAlertCircle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { type SignInAnswer, signIn } from '@/components/client/auth'
import { isLocale } from '@/components/i18n/locale'
import { setLocaleCookie } from '@/components/i18n/set-locale-cookie'
import { placeAfterSignIn } from './place-after-sign-in'
import { useCountdown } from './use-countdown'

export function SignInForm() {
  const t = useTranslations('signIn')
  const passwordInput = useRef<HTMLInputElement>(null)
  const codeInput = useRef<HTMLInputElement>(null)
  /** The password was right; now the code. */
  const [withCode, setWithCode] = useState(false)
  const [blockedUntil, setBlockedUntil] = useState(0)
  // Before the page lives, the browser itself would send the form.
  const alive = useMounted()
  const secondsLeft = useCountdown(blockedUntil)
  const form = useForm({
    initialValues: { email: '', password: '', code: '' },
    validate: {
      email: (value) => (value.trim() === '' ? t('emailMissing') : null),
      password: (value) => (value === '' ? t('passwordMissing') : null),
      code: (value) => (withCode && value.trim() === '' ? t('codeMissing') : null),
    },
  })

  function react(answer: SignInAnswer): void {
    if (answer.kind === 'signed_in') {
      if (isLocale(answer.locale)) setLocaleCookie(answer.locale)
      location.assign(placeAfterSignIn())
      return
    }
    if (answer.kind === 'throttled') setBlockedUntil(Date.now() + answer.seconds * 1000)
    form.setFieldValue('code', '')
    if (answer.kind === 'code_needed' || answer.kind === 'code_wrong') {
      setWithCode(true)
      codeInput.current?.focus()
      return
    }
    setWithCode(false)
    form.setFieldValue('password', '')
    passwordInput.current?.focus()
  }

  const attempt = useMutation({
    mutationFn: async (values: typeof form.values) => {
      const answer = await signIn(values.email, values.password, withCode ? values.code : '')
      react(answer)
      return answer
    },
  })
  useEffect(() => {
    if (withCode) codeInput.current?.focus()
  }, [withCode])
  const leaving = attempt.data?.kind === 'signed_in'
  const problem = problemOf(attempt.data, attempt.isError, secondsLeft)

  return (
    <form onSubmit={form.onSubmit((values) => attempt.mutate(values))} noValidate method="post">
      <Stack gap="md">
        {problem && (
          <Alert
            color={problem === 'throttled' ? 'amber' : 'red'}
            icon={<IconAlertCircle size={18} />}
            role="alert"
          >
            {problem === 'throttled' ? t('throttled', { time: clock(secondsLeft) }) : t(`problem.${problem}`)}
          </Alert>
        )}
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          readOnly={withCode}
          {...form.getInputProps('email')}
        />
        {!withCode && (
          <PasswordInput
            ref={passwordInput}
            label={t('password')}
            name="password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
            {...form.getInputProps('password')}
          />
        )}
        {withCode && (
          <TextInput
            ref={codeInput}
            label={t('code')}
            description={t('codeHint')}
            name="code"
            autoComplete="one-time-code"
            {...form.getInputProps('code')}
          />
        )}
        <Button
          type="submit"
          fullWidth
          loading={attempt.isPending || leaving}
          disabled={!alive || secondsLeft > 0}
        >
          {t('submit')}
        </Button>
        {withCode && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              setWithCode(false)
              form.reset()
              attempt.reset()
            }}
          >
            {t('startOver')}
          </Button>
        )}
      </Stack>
    </form>
  )
}

type Problem = 'throttled' | 'refused' | 'failed' | 'code_wrong' | 'password_off'

function problemOf(answer: SignInAnswer | undefined, failed: boolean, secondsLeft: number): Problem | null {
  if (secondsLeft > 0) return 'throttled'
  if (failed) return 'failed'
  const kind = answer?.kind
  return kind === 'refused' || kind === 'code_wrong' || kind === 'password_off' ? kind : null
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
