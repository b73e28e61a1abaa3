'use client'

import { ActionIcon, Button, Card, Group, Menu, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { type ProcedureStep, procedureLimits, stepKinds } from '@/server/modules/knowledge/contract'
import { freshStep, type Language, renameStep } from './form-values'
import { StepFields } from './step-fields'

type Props = {
  steps: ProcedureStep[]
  language: Language
  errors: Record<string, ReactNode>
  ownId: string | null
  onChange: (steps: ProcedureStep[]) => void
}

/** The steps in order; each is a group with its fields, and buttons that move it. */
export function StepsEditor({ steps, language, errors, ownId, onChange }: Props) {
  const t = useTranslations('procedures')
  const trpc = useTRPC()
  const names = useQuery(trpc.procedures.names.queryOptions())
  const others = (names.data ?? []).filter(({ id }) => id !== ownId)
  const move = (from: number, to: number) => {
    const moved = [...steps]
    moved.splice(to, 0, ...moved.splice(from, 1))
    onChange(moved)
  }
  return (
    <section aria-label={t('steps')}>
      <Text fw={600} mb="xs">
        {t('steps')}
      </Text>
      {steps.map((step, at) => (
        <Card
          // biome-ignore lint/suspicious/noArrayIndexKey: a step's name changes while it is typed
          key={at}
          withBorder
          mb="sm"
          padding="sm"
          role="group"
          aria-label={t('stepOf', { number: at + 1, name: step.key })}
        >
          <Group justify="space-between" mb="xs">
            <Text fw={600} size="sm">
              {t('stepOf', { number: at + 1, name: step.key })}
            </Text>
            <Group gap={4}>
              <Act label={t('up', { number: at + 1 })} disabled={at === 0} onClick={() => move(at, at - 1)}>
                <IconArrowUp size={16} />
              </Act>
              <Act
                label={t('down', { number: at + 1 })}
                disabled={at === steps.length - 1}
                onClick={() => move(at, at + 1)}
              >
                <IconArrowDown size={16} />
              </Act>
              <Act
                label={t('removeStep', { number: at + 1 })}
                disabled={steps.length === 1}
                onClick={() => onChange(steps.toSpliced(at, 1))}
              >
                <IconTrash size={16} />
              </Act>
            </Group>
          </Group>
          <StepFields
            step={step}
            language={language}
            errorOf={(field) => errors[`steps.${at}.${field}`]}
            steps={steps}
            others={others}
            onChange={(next) => onChange(steps.with(at, next))}
            onRename={(key) => onChange(renameStep(steps, step.key, key))}
          />
        </Card>
      ))}
      <AddStep steps={steps} onChange={onChange} />
    </section>
  )
}

function AddStep({ steps, onChange }: Pick<Props, 'steps' | 'onChange'>) {
  const t = useTranslations('procedures')
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          disabled={steps.length >= procedureLimits.steps}
        >
          {t('addStep')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stepKinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onChange([...steps, freshStep(kind, steps)])}>
            {t(`kind.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type ActProps = { label: string; disabled: boolean; onClick: () => void; children: ReactNode }

function Act({ label, disabled, onClick, children }: ActProps) {
  return (
    <ActionIcon aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </ActionIcon>
  )
}
