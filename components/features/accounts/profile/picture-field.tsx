'use client'

import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { z } from 'zod'
import { PersonAvatar } from '@/components/patterns/person-avatar'
import { pictureLimits } from '@/server/modules/accounts/contract'

type Props = {
  userId: string
  name: string
  picture: string | null
  readOnly?: boolean
  onChanged: () => Promise<unknown>
}

const refusal = z.object({ code: z.string() })
const said = ['too_large', 'unsupported_media_type'] as const

/** Saved as soon as it is chosen. */
export function PictureField({ userId, name, picture, readOnly, onChanged }: Props) {
  const t = useTranslations('picture')
  const change = useMutation({
    mutationFn: async (file: File | null) => {
      if (file && file.size > pictureLimits.bytes) throw new Error('too_large')
      const answer = await fetch(`/api/pictures/${userId}`, {
        method: file ? 'PUT' : 'DELETE',
        ...(file && { body: file, headers: { 'content-type': 'application/octet-stream' } }),
      })
      if (!answer.ok) throw new Error(refusal.safeParse(await answer.json()).data?.code ?? 'failed')
      await onChanged()
    },
  })
  const code = said.find((known) => change.error?.message === known)
  return (
    <Group gap="md" wrap="nowrap">
      <PersonAvatar name={name} picture={picture} size={64} />
      <Stack gap={4}>
        {!readOnly && (
          <Group gap="xs">
            <FileButton
              onChange={(file) => file && change.mutate(file)}
              accept="image/png,image/jpeg,image/webp"
            >
              {(props) => (
                <Button {...props} size="compact-sm" variant="default" loading={change.isPending}>
                  {t(picture ? 'change' : 'choose')}
                </Button>
              )}
            </FileButton>
            {picture && (
              <Button size="compact-sm" variant="subtle" color="gray" onClick={() => change.mutate(null)}>
                {t('remove')}
              </Button>
            )}
          </Group>
        )}
        <Text size="xs" c="dimmed">
          {t('hint')}
        </Text>
        {change.isError && (
          <Text size="sm" c="var(--swy-text-failed)" role="alert">
            {t(`failure.${code ?? 'failed'}`)}
          </Text>
        )}
      </Stack>
    </Group>
  )
}
