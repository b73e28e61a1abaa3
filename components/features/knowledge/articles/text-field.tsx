'use client'

import { Button, FileButton, Textarea } from '@mantine/core'
import { IconPhotoPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef } from 'react'
import { z } from 'zod'
import { ARTICLE_PICTURES, articlePictureLimits } from '@/server/modules/knowledge/contract'

type Props = { value: string; onChange: (text: string) => void; error: ReactNode }

const stored = z.object({ path: z.string() })
const refusal = z.object({ code: z.string() })
const said = ['too_large', 'unsupported_media_type'] as const

async function upload(file: File): Promise<string> {
  if (file.size > articlePictureLimits.bytes) throw new Error('too_large')
  const answer = await fetch(ARTICLE_PICTURES, {
    ...{ method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } },
  })
  const body: unknown = await answer.json()
  if (!answer.ok) throw new Error(refusal.safeParse(body).data?.code ?? 'failed')
  const name = file.name.replace(/\.[^.]*$/, '').replace(/[[\]]/g, '')
  return `![${name}](${stored.parse(body).path})`
}

/** The article's text, with pictures that are put where the caret stands. */
export function TextField({ value, onChange, error }: Props) {
  const t = useTranslations('knowledge')
  const area = useRef<HTMLTextAreaElement>(null)
  const adding = useMutation({
    mutationFn: upload,
    onSuccess: (mark) => {
      const at = area.current?.selectionStart ?? value.length
      onChange(`${value.slice(0, at)}${mark}${value.slice(at)}`)
    },
  })
  const failed = said.find((code) => adding.error?.message === code) ?? (adding.isError ? 'failed' : null)
  return (
    <div>
      <Textarea
        ref={area}
        label={t('textIn')}
        description={t('textHint')}
        autosize
        minRows={6}
        maxRows={18}
        maxLength={20_000}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error ?? (failed && t(`pictureFailed.${failed}`))}
      />
      <FileButton onChange={(file) => file && adding.mutate(file)} accept="image/png,image/jpeg,image/webp">
        {(props) => (
          <Button
            {...props}
            mt={6}
            size="compact-sm"
            variant="default"
            leftSection={<IconPhotoPlus size={14} />}
            loading={adding.isPending}
          >
            {t('addPicture')}
          </Button>
        )}
      </FileButton>
    </div>
  )
}
