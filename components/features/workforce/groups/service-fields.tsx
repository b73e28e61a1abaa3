'use client'

import { Checkbox, Select, SimpleGrid, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslations } from 'next-intl'
import type { GroupServiceSettings } from '@/server/modules/workforce/contract'
import type { GroupForm } from './form-values'
import { NumberField } from './number-field'

type Props = { form: UseFormReturnType<GroupForm> }
type Field = keyof GroupServiceSettings

const overflows = ['group', 'message', 'customer_chooses'] as const
const ends = ['take_message', 'keep_waiting'] as const

const fieldOf = (form: Props['form'], name: Field) => ({
  ...form.getInputProps(`settings.${name}`),
  'data-path': `settings.${name}`,
})
const checkOf = (form: Props['form'], name: Field) =>
  form.getInputProps(`settings.${name}`, { type: 'checkbox' })

/** What happens when the queue is too long, too slow, or its service ends. */
export function QueueServiceFields({ form }: Props) {
  const t = useTranslations('groups.service')
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <Select
        label={t('field.overflow')}
        data={overflows.map((mode) => ({ value: mode, label: t(`overflow.${mode}`) }))}
        placeholder={t('overflow.standard')}
        clearable
        {...fieldOf(form, 'overflow')}
      />
      <Select
        label={t('field.whenServiceEnds')}
        description={t('whenServiceEndsHint')}
        data={ends.map((mode) => ({ value: mode, label: t(`ends.${mode}`) }))}
        allowDeselect={false}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...fieldOf(form, 'whenServiceEnds')}
      />
      <NumberField
        label={t('field.queueWarnLength')}
        placeholder={t('noWarning')}
        {...fieldOf(form, 'queueWarnLength')}
      />
      <NumberField
        label={t('field.queueWarnSeconds')}
        suffix=" s"
        placeholder={t('noWarning')}
        {...fieldOf(form, 'queueWarnSeconds')}
      />
    </SimpleGrid>
  )
}

/** What a conversation of this group asks of its agents. */
export function WorkFields({ form }: Props) {
  const t = useTranslations('groups.service')
  const { reassignOnAgentLost, afterWorkSeconds } = form.values.settings
  return (
    <Stack gap="sm">
      <Checkbox label={t('field.silentFreesPlace')} {...checkOf(form, 'silentFreesPlace')} />
      <Checkbox label={t('field.reassignOnBreach')} {...checkOf(form, 'reassignOnBreach')} />
      <Checkbox label={t('field.reassignOnAgentLost')} {...checkOf(form, 'reassignOnAgentLost')} />
      <Checkbox label={t('field.wrapUpRequired')} {...checkOf(form, 'wrapUpRequired')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        {reassignOnAgentLost && (
          <NumberField
            label={t('field.agentLostSeconds')}
            suffix=" s"
            required
            {...fieldOf(form, 'agentLostSeconds')}
          />
        )}
        <NumberField
          label={t('field.afterWorkSeconds')}
          suffix=" s"
          required
          {...fieldOf(form, 'afterWorkSeconds')}
        />
        <NumberField
          label={t('field.returnMinutes')}
          suffix=" min"
          required
          {...fieldOf(form, 'returnMinutes')}
        />
      </SimpleGrid>
      {afterWorkSeconds > 0 && (
        <Checkbox label={t('field.afterWorkHoldsPlace')} {...checkOf(form, 'afterWorkHoldsPlace')} />
      )}
    </Stack>
  )
}
