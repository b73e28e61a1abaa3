'use client'

import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type BoardAgent, type RampStep, ramp as rampShape } from '@/server/modules/workforce/contract'
import { NumberField } from '../groups/number-field'

type Props = {
  agent: Pick<BoardAgent, 'name' | 'ramp' | 'capacity'>
  today: string
  onClose: () => void
  onChange: (ramp: RampStep[]) => void
}

type Draft = { key: number; from: string; capacity: number | null }

/** A newcomer's limit, step by step; it is kept with the other changes and saved with them. */
export function RampDialog({ agent, today, onClose, onChange }: Props) {
  const t = useTranslations('capacity')
  const [steps, setSteps] = useState<Draft[]>(agent.ramp.map((step, key) => ({ key, ...step })))
  const sorted = [...steps].sort((a, b) => (a.from < b.from ? -1 : 1))
  const parsed = rampShape.safeParse(sorted.map(({ from, capacity }) => ({ from, capacity })))
  const put = (key: number, change: Partial<Draft>) =>
    setSteps(steps.map((step) => (step.key === key ? { ...step, ...change } : step)))
  const add = () =>
    setSteps([
      ...steps,
      { key: Math.max(-1, ...steps.map((step) => step.key)) + 1, from: today, capacity: agent.capacity },
    ])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('rampOf', { name: agent.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('rampHint')}
        </Text>
        {steps.map((step) => (
          <Group key={step.key} gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              type="date"
              label={t('rampFrom')}
              value={step.from}
              flex={1}
              onChange={(event) => put(step.key, { from: event.currentTarget.value })}
            />
            <NumberField
              label={t('limit')}
              w={90}
              min={0}
              max={1000}
              value={step.capacity}
              onChange={(capacity) => put(step.key, { capacity })}
            />
            <ActionIcon
              variant="subtle"
              color="red"
              size="lg"
              aria-label={t('rampRemove')}
              onClick={() => setSteps(steps.filter((one) => one.key !== step.key))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={add}>
            {t('rampAdd')}
          </Button>
        </div>
        {!parsed.success && (
          <Text role="alert" size="sm" c="var(--swy-text-failed)">
            {t('rampWrong')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            disabled={!parsed.success}
            onClick={() => {
              if (parsed.success) onChange(parsed.data)
              onClose()
            }}
          >
            {t('apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
