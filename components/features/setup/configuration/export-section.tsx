'use client'

import { Button, Checkbox, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Choices, exportAddress } from './configuration-api'

const parts = ['users', 'members', 'keys', 'stamp'] as const

/** What goes into the file is chosen here; the file itself is a download. */
export function ExportSection() {
  const t = useTranslations('configuration.export')
  const [choices, setChoices] = useState<Choices>({
    ...{ format: 'yaml', users: false, members: true, keys: false, stamp: true },
  })
  return (
    <Stack gap="sm" align="flex-start">
      <SegmentedControl
        aria-label={t('format')}
        data={[
          { value: 'yaml', label: 'YAML' },
          { value: 'json', label: 'JSON' },
        ]}
        value={choices.format}
        onChange={(format) => setChoices({ ...choices, format: format as Choices['format'] })}
      />
      {parts.map((part) => (
        <Checkbox
          key={part}
          label={t(`part.${part}`)}
          description={t(`partHint.${part}`)}
          checked={choices[part]}
          onChange={(event) => setChoices({ ...choices, [part]: event.currentTarget.checked })}
        />
      ))}
      <Text size="sm" c="dimmed" maw={640}>
        {t('webhooks')}
      </Text>
      <Button component="a" href={exportAddress(choices)} download leftSection={<IconDownload size={18} />}>
        {t('download')}
      </Button>
    </Stack>
  )
}
