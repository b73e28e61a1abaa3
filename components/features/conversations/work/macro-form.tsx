'use client'

import { ActionIcon, Button, Group, Menu, Select, TextInput } from '@mantine/core'
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCan } from '@/components/client/me'
import { useConfirm } from '@/components/patterns/confirm/use-confirm'
import { FormDialog } from '@/components/patterns/form-dialog/form-dialog'
import type { MacroView } from '@/server/http/v1/work-contract'
import type { MacroStep } from '@/server/modules/conversations/contract'
import { MacroStepFields } from './macro-step'
import { workApi } from './work-api'

export const stepKinds = [
  'reply',
  'quick_reply',
  'note',
  'tag',
  'wrap_up',
  'snooze',
  'transfer',
  'end',
] as const
type Kind = (typeof stepKinds)[number]

const fresh: Record<Kind, MacroStep> = {
  reply: { kind: 'reply', text: '' },
  quick_reply: { kind: 'quick_reply', quickReplyId: '' },
  note: { kind: 'note', text: '' },
  tag: { kind: 'tag', tags: [] },
  wrap_up: { kind: 'wrap_up', wrapUpId: '' },
  snooze: { kind: 'snooze', minutes: 60 },
  transfer: { kind: 'transfer', groupId: '', reason: '' },
  end: { kind: 'end' },
}

function isWhole(step: MacroStep): boolean {
  if (step.kind === 'reply' || step.kind === 'note') return step.text.trim() !== ''
  if (step.kind === 'quick_reply') return step.quickReplyId !== ''
  if (step.kind === 'tag') return step.tags.length > 0
  if (step.kind === 'wrap_up') return step.wrapUpId !== ''
  if (step.kind === 'transfer') return step.groupId !== '' && step.reason.trim() !== ''
  return true
}

type Keyed = { key: number; step: MacroStep }
let keys = 0
const keyed = (step: MacroStep): Keyed => ({ key: ++keys, step })

/** Name, for whom, and the steps in order. */
export function MacroForm({ macro, onClose }: { macro: MacroView | null; onClose: () => void }) {
  const t = useTranslations('workspace.macro')
  const client = useQueryClient()
  const [name, setName] = useState(macro?.name ?? '')
  const [scope, setScope] = useState<MacroView['scope']>(macro?.scope ?? 'own')
  const [groupId, setGroupId] = useState<string | null>(macro?.groupId ?? null)
  const [steps, setSteps] = useState<Keyed[]>(() => (macro?.steps ?? []).map(keyed))
  const done = () => {
    void client.invalidateQueries({ queryKey: ['workspace', 'macros'] })
    onClose()
  }
  const save = useMutation({
    mutationFn: () =>
      workApi.saveMacro(macro?.id ?? null, {
        ...{ name: name.trim(), scope, groupId: scope === 'group' ? groupId : null },
        ...{ steps: steps.map(({ step }) => step), ...(macro ? { version: macro.version } : {}) },
      }),
    onSuccess: done,
  })
  const whole = steps.length > 0 && steps.every(({ step }) => isWhole(step))
  return (
    <FormDialog
      title={macro ? t('edit', { name: macro.name }) : t('new')}
      submit={t('save')}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      error={save.error}
      saving={save.isPending}
      ready={name.trim() !== '' && whole && (scope !== 'group' || groupId !== null)}
      size="lg"
    >
      <TextInput
        data-autofocus
        required
        label={t('name')}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ForWhom {...{ scope, setScope, groupId, setGroupId }} />
      <Steps steps={steps} onChange={setSteps} />
      {macro && <DeleteButton macro={macro} onDone={done} />}
    </FormDialog>
  )
}

type ForWhomProps = {
  scope: MacroView['scope']
  setScope: (scope: MacroView['scope']) => void
  groupId: string | null
  setGroupId: (id: string | null) => void
}

/** Shown to those who may write for others. */
function ForWhom({ scope, setScope, groupId, setGroupId }: ForWhomProps) {
  const t = useTranslations('workspace.macro')
  const can = useCan()
  const groups = useQuery({
    queryKey: ['workspace', 'filter-choices'],
    queryFn: workApi.filterChoices,
    staleTime: 300_000,
  })
  const own = (groups.data?.groups ?? []).filter(({ id }) => can('replies.write', { groupIds: [id] }))
  const scopes = [
    'own' as const,
    ...(own.length > 0 ? ['group' as const] : []),
    // Only the scope "all" covers what belongs to no group.
    ...(can('replies.write', { groupIds: [null] }) ? ['all' as const] : []),
  ]
  if (scopes.length < 2) return null
  return (
    <Group grow mt="sm" align="flex-start">
      <Select
        label={t('forWhom')}
        allowDeselect={false}
        data={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
        value={scope}
        onChange={(value) => setScope((value ?? 'own') as MacroView['scope'])}
      />
      {scope === 'group' && (
        <Select
          searchable
          label={t('group')}
          data={own.map(({ id, name }) => ({ value: id, label: name }))}
          value={groupId}
          onChange={setGroupId}
        />
      )}
    </Group>
  )
}

function Steps({ steps, onChange }: { steps: Keyed[]; onChange: (steps: Keyed[]) => void }) {
  const t = useTranslations('workspace.macro')
  const swap = (i: number) => {
    const next = [...steps]
    const [above, here] = [next[i - 1], next[i]]
    if (!above || !here) return
    next.splice(i - 1, 2, here, above)
    onChange(next)
  }
  return (
    <>
      {steps.map(({ key, step }, i) => (
        <Group key={key} mt="sm" align="flex-end" wrap="nowrap" gap="xs">
          <MacroStepFields
            label={`${i + 1}. ${t(`kind.${step.kind}`)}`}
            step={step}
            onChange={(next) => onChange(steps.map((one) => (one.key === key ? { key, step: next } : one)))}
          />
          <ActionIcon
            size="lg"
            disabled={i === 0}
            onClick={() => swap(i)}
            aria-label={t('up', { step: i + 1 })}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            size="lg"
            onClick={() => onChange(steps.filter((one) => one.key !== key))}
            aria-label={t('removeStep', { step: i + 1 })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            mt="sm"
            variant="default"
            size="compact-md"
            leftSection={<IconPlus size={16} />}
            disabled={steps.length >= 10}
          >
            {t('addStep')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {stepKinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => onChange([...steps, keyed(fresh[kind])])}>
              {t(`kind.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function DeleteButton({ macro, onDone }: { macro: MacroView; onDone: () => void }) {
  const t = useTranslations('workspace.macro')
  const confirm = useConfirm()
  const remove = useMutation({ mutationFn: () => workApi.deleteMacro(macro.id), onSuccess: onDone })
  const ask = async () => {
    const question = { title: t('deleteTitle', { name: macro.name }), body: t('deleteBody') }
    if (await confirm({ ...question, confirm: t('delete'), danger: true })) remove.mutate()
  }
  return (
    <Button mt="md" variant="subtle" color="red" loading={remove.isPending} onClick={() => void ask()}>
      {t('delete')}
    </Button>
  )
}
