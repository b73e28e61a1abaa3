'use client'

import { Button, Fieldset, Group, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconTrendingUp } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { serverNow } from '@/components/client/server-clock'
import type { PersonAgent, PersonDetail } from '@/server/modules/workforce/contract'
import { RampDialog } from '../capacity/ramp-dialog'
import { NumberField } from '../groups/number-field'
import { newPerson, type PersonForm } from './form-values'
import { MembershipsEditor } from './memberships-editor'

type Props = { form: UseFormReturnType<PersonForm>; stored: PersonDetail | null; readOnly: boolean }

/** Whether somebody receives conversations; if so, which, and how many. */
export function AgentFields({ form, stored, readOnly }: Props) {
  const t = useTranslations('people')
  const { agent } = form.values
  const [kept, keep] = useState<PersonAgent>(agent ?? (newPerson.agent as PersonAgent))
  function turn(on: boolean): void {
    if (agent) keep(agent)
    const publicName = kept.publicName || form.values.user.name
    form.setFieldValue('agent', on ? { ...kept, publicName } : null)
  }
  return (
    <Fieldset variant="unstyled" disabled={readOnly}>
      <Stack gap="md">
        <Switch
          label={t('receives')}
          description={t('receivesHint')}
          checked={agent !== null}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
        {!agent && stored?.agent && (
          <Text size="sm" c="var(--swy-text-late)" role="status">
            {t('stopsReceiving', { current: stored.current })}
          </Text>
        )}
        {agent && (
          <>
            <MembershipsEditor form={form} readOnly={readOnly} />
            <Limits form={form} agent={agent} current={stored?.current ?? 0} />
          </>
        )}
      </Stack>
    </Fieldset>
  )
}

type LimitProps = { form: UseFormReturnType<PersonForm>; agent: PersonAgent; current: number }

const DEFAULT_WINDOW = 3_600

function Limits({ form, agent, current }: LimitProps) {
  const t = useTranslations('people')
  const [ramping, setRamping] = useState(false)
  const [today] = useState(() => new Date(serverNow()).toISOString().slice(0, 10))
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
        <NumberField
          label={t('limit')}
          description={t('limitHint', { current })}
          required
          {...form.getInputProps('agent.capacity')}
          data-path="agent.capacity"
        />
        <NumberField
          label={t('window')}
          description={t('windowHint')}
          placeholder={t('windowNone')}
          value={agent.window?.limit ?? null}
          onChange={(limit) =>
            form.setFieldValue(
              'agent.window',
              limit === null ? null : { limit, seconds: agent.window?.seconds ?? DEFAULT_WINDOW },
            )
          }
        />
        {agent.window && (
          <NumberField
            label={t('windowMinutes')}
            description={t('windowMinutesHint')}
            value={Math.round(agent.window.seconds / 60)}
            min={1}
            max={1440}
            onChange={(minutes) =>
              minutes &&
              form.setFieldValue('agent.window', {
                limit: agent.window?.limit ?? 1,
                seconds: Math.min(minutes, 1440) * 60,
              })
            }
          />
        )}
      </SimpleGrid>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrendingUp size={14} />}
          onClick={() => setRamping(true)}
        >
          {t('ramp', { steps: agent.ramp.length })}
        </Button>
      </Group>
      {ramping && (
        <RampDialog
          agent={{ name: form.values.user.name, ramp: agent.ramp, capacity: agent.capacity }}
          today={today}
          onClose={() => setRamping(false)}
          onChange={(ramp) => form.setFieldValue('agent.ramp', ramp)}
        />
      )}
    </Stack>
  )
}
