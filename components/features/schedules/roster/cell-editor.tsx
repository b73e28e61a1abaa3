'use client'

import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFieldText } from '@/components/patterns/states/failure-text'
import { checkShift, type Segment, type TemplateView } from '@/server/modules/schedules/contract'
import { SegmentsField } from '../shared/segments-field'
import type { Shift } from './operations'
import { entriesOf, type Row } from './rows'
import type { CellText } from './use-cell-text'

type Props = {
  row: Row
  day: string
  text: CellText
  templates: readonly TemplateView[]
  longestHours: number
  onSave: (shift: Shift) => void
  onRemove: () => void
  onClose: () => void
}

const usual: Segment[] = [{ kind: 'work', from: 540, until: 1_020 }]

/** One day of one agent: a template or times of its own, and a note. */
export function CellEditor({ row, day, text, templates, longestHours, onSave, onRemove, onClose }: Props) {
  const t = useTranslations('roster')
  const fieldText = useFieldText()
  const entry = entriesOf(row, day).find(({ state }) => state !== 'removed')
  const [templateId, setTemplateId] = useState(entry?.templateId ?? null)
  const [segments, setSegments] = useState<Segment[]>(entry ? [...(row.shapes[entry.shape] ?? usual)] : usual)
  const [note, setNote] = useState(entry?.note ?? '')
  const issues = checkShift(segments, longestHours * 60)
  const errorOf = (path: string) => {
    const issue = issues.find((one) => one.path.join('.') === path)
    return issue ? fieldText({ code: issue.code, message: issue.code }) : null
  }
  const conflicts = entry ? (row.conflicts.get(entry.id) ?? []) : []
  const pick = (id: string | null) => {
    setTemplateId(id)
    const template = templates.find((one) => one.id === id)
    if (template) setSegments(template.segments)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${row.agent.name}, ${text.dayText(day)}`}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (issues.length > 0) return
          onSave({ templateId, segments, note: note.trim() })
          onClose()
        }}
      >
        <Stack gap="md">
          <Select
            label={t('template')}
            data={templates
              .filter((one) => !one.disabled || one.id === templateId)
              .map((one) => ({ value: one.id, label: `${one.code} · ${one.name}` }))}
            value={templateId}
            onChange={pick}
            placeholder={t('ownTimes')}
            clearable
            searchable
            data-autofocus
          />
          <SegmentsField
            value={segments}
            path="segments"
            errorOf={errorOf}
            onChange={(next) => {
              setSegments(next)
              setTemplateId(null)
            }}
          />
          <Textarea
            label={t('note')}
            value={note}
            maxLength={500}
            autosize
            minRows={2}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {conflicts.length > 0 && (
            <Stack gap={2}>
              {conflicts.map((conflict) => (
                <Text key={conflict.kind} size="sm" c="var(--swy-text-late)">
                  {text.conflictText(conflict)}
                </Text>
              ))}
            </Stack>
          )}
          <Group>
            <Button type="submit" disabled={issues.length > 0}>
              {t('save')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            {entry && (
              <Button
                color="red"
                variant="subtle"
                ms="auto"
                onClick={() => {
                  onRemove()
                  onClose()
                }}
              >
                {t('takeOut')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
