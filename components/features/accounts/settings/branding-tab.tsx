'use client'

import { Button, ColorSwatch, FileButton, Group, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconTrash, IconUpload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { BrandMark } from '@/components/ui/brand'
import { type BrandingSettings, contrastOf, logoPath } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'
import classes from './settings.module.css'

const swatches = ['#2c68c8', '#0f766e', '#15803d', '#a8480a', '#be123c', '#7c3aed', '#334155', '#111827']

export function BrandingTab({ value }: { value: BrandingSettings }) {
  const t = useTranslations('settings')
  return (
    <SectionForm section="branding" value={value} title={t('tab.branding')} hint={t('brandingHint')}>
      {(form) => (
        <>
          <TextInput
            label={t('field.productName')}
            description={t('productNameHint')}
            placeholder="Switchyard"
            maw={420}
            data-path="productName"
            {...form.getInputProps('productName')}
          />
          <LogoField form={form} saved={value.logoId} />
          <AccentField form={form} />
        </>
      )}
    </SectionForm>
  )
}

type FieldProps = { form: UseFormReturnType<BrandingSettings> }

function LogoField({ form, saved }: FieldProps & { saved: string | null }) {
  const t = useTranslations('settings')
  const client = useTRPCClient()
  const text = useFailureText()
  const [preview, setPreview] = useState<string | null>(null)
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const data = await toBase64(file)
      const { id } = await client.accounts.uploadLogo.mutate({ data })
      return { id, url: `data:${file.type};base64,${data}` }
    },
    onSuccess: ({ id, url }) => {
      form.setFieldValue('logoId', id)
      setPreview(url)
    },
  })
  const { logoId } = form.values
  const shown = logoId === null ? null : logoId === saved ? logoPath(logoId) : preview
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t('field.logoId')}
      </Text>
      <Group gap="sm">
        <span className={classes.logo}>
          {shown ? (
            // biome-ignore lint/performance/noImgElement: a preview that is not stored yet.
            <img src={shown} alt="" />
          ) : (
            <BrandMark size={40} />
          )}
        </span>
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => file && upload.mutate(file)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconUpload size={16} />}
              loading={upload.isPending}
            >
              {t('logoUpload')}
            </Button>
          )}
        </FileButton>
        {logoId !== null && (
          <Button
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => form.setFieldValue('logoId', null)}
          >
            {t('logoRemove')}
          </Button>
        )}
      </Group>
      <Text
        size="sm"
        c={upload.isError ? 'var(--swy-text-failed)' : 'dimmed'}
        role={upload.isError ? 'alert' : undefined}
      >
        {upload.isError ? text(upload.error) : t('logoHint')}
      </Text>
    </Stack>
  )
}

async function toBase64(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
  return url.slice(url.indexOf(',') + 1)
}

function AccentField({ form }: FieldProps) {
  const t = useTranslations('settings')
  const { accent } = form.values
  const known = accent !== null && /^#[0-9a-f]{6}$/i.test(accent)
  const contrast = known ? contrastOf(accent, '#ffffff') : null
  return (
    <Stack gap={6}>
      <TextInput
        label={t('field.accent')}
        description={t('accentHint')}
        placeholder="#2c68c8"
        leftSection={<ColorSwatch color={known ? accent : 'transparent'} size={16} />}
        maw={320}
        data-path="accent"
        value={accent ?? ''}
        onChange={(event) => form.setFieldValue('accent', event.currentTarget.value.trim() || null)}
        error={form.errors.accent}
      />
      <Group gap={6}>
        {swatches.map((color) => (
          <ColorSwatch
            key={color}
            component="button"
            type="button"
            color={color}
            size={24}
            aria-label={t('pickColor', { color })}
            aria-pressed={accent === color}
            onClick={() => form.setFieldValue('accent', color)}
          />
        ))}
      </Group>
      {contrast !== null && (
        <Text size="sm" c={contrast >= 4.5 ? 'dimmed' : 'var(--swy-text-failed)'}>
          {t(contrast >= 4.5 ? 'contrastGood' : 'contrastBad', { contrast: contrast.toFixed(1) })}
        </Text>
      )}
    </Stack>
  )
}
