'use client'

import { ColorSwatch, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '@/components/client/trpc'
import { DrawerForm } from '@/components/patterns/drawer-form/drawer-form'
import { useVersionedForm } from '@/components/patterns/versioned-form/use-versioned-form'
import {
  type Segment,
  type TemplateColor,
  type TemplateRow,
  type TemplateView,
  templateColors,
  templateSettings,
} from '@/server/modules/schedules/contract'
import { SegmentsField } from '../shared/segments-field'
import { useShiftWords } from './shift-words'
import { useRefreshTemplates } from './use-acts'

type Values = { name: string; code: string; color: TemplateColor; segments: Segment[] }
type Props = { template: TemplateRow | null; copy: boolean; onClose: () => void }

const usual: Segment[] = [
  { kind: 'work', from: 540, until: 1_020 },
  { kind: 'break', from: 720, until: 750 },
]
const fresh: Values = { name: '', code: '', color: 'blue', segments: usual }
const toForm = ({ name, code, color, segments }: TemplateView): Values => ({ name, code, color, segments })
const tones: Record<TemplateColor, string> = {
  blue: 'var(--mantine-color-blue-5)',
  green: 'var(--mantine-color-green-5)',
  amber: 'var(--mantine-color-amber-5)',
  red: 'var(--mantine-color-red-5)',
  violet: '#8b6fd6',
  teal: '#2a9d9d',
  pink: '#d0619c',
  gray: 'var(--mantine-color-gray-5)',
}

export function TemplateDrawer({ template, copy, onClose }: Props) {
  const t = useTranslations('shiftTemplates')
  const client = useTRPCClient()
  const refresh = useRefreshTemplates()
  const edited = copy ? null : template
  const words = useShiftWords()
  const { server, problem } = useVersionedForm<Values, TemplateView>({
    ...{ stored: edited, toForm, words, schema: templateSettings },
    initialValues: {
      ...(template ? toForm(template) : fresh),
      ...(copy && template && { name: t('copyOf', { name: template.name }) }),
    },
    save: async (values, version) => {
      if (edited) {
        const { id } = edited
        await client.schedules.updateTemplate.mutate({ id, version, template: values })
      } else await client.schedules.createTemplate.mutate(values)
      await refresh()
      onClose()
    },
  })
  const { form } = server
  return (
    <DrawerForm
      title={edited ? t('editTitle', { name: edited.name }) : t('new')}
      onClose={onClose}
      server={server}
      problem={problem}
    >
      <Stack gap="md">
        <TextInput label={t('column.name')} required {...form.getInputProps('name')} />
        <TextInput
          label={t('column.code')}
          description={t('codeHint')}
          required
          maxLength={3}
          w={160}
          {...form.getInputProps('code')}
        />
        <Radio.Group label={t('color')} {...form.getInputProps('color')}>
          <Group gap="sm" mt={4}>
            {templateColors.map((color) => (
              <Radio
                key={color}
                value={color}
                size="xs"
                label={
                  <Group gap={4} wrap="nowrap">
                    <ColorSwatch size={14} color={tones[color]} />
                    {t(`colors.${color}`)}
                  </Group>
                }
              />
            ))}
          </Group>
        </Radio.Group>
        <SegmentsField
          value={form.values.segments}
          path="segments"
          onChange={(segments) => {
            form.setFieldValue('segments', segments)
            for (const path of Object.keys(form.errors))
              if (path.startsWith('segments')) form.clearFieldError(path)
          }}
          errorOf={(path) =>
            (form.errors[path === '' ? 'segments' : `segments.${path}`] as string | undefined) ?? null
          }
        />
        {edited && edited.entries > 0 && (
          <Text size="sm" c="dimmed">
            {t('keeps', { count: edited.entries })}
          </Text>
        )}
      </Stack>
    </DrawerForm>
  )
}
