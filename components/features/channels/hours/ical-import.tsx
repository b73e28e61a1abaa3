'use client'

import {
  Alert,
  Badge,
  Button,
  FileInput,
  Group,
  List,
  Modal,
  Stack,
  Table,
  Text,
  Textarea,
} from '@mantine/core'
import { IconAlertCircle, IconCalendar } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { type IcalReading, icalLimits } from '@/server/modules/channels/contract'
import type { ExceptionForm } from './form-values'
import classes from './hours.module.css'

type Props = {
  known: readonly ExceptionForm[]
  onClose: () => void
  onTake: (dates: ExceptionForm[]) => void
}

/** Every date is listed before any is taken; taken dates are saved with the form. */
export function IcalImport({ known, onClose, onTake }: Props) {
  const t = useTranslations('hours.ical')
  const form = useTranslations('form')
  const trpc = useTRPC()
  const text = useFailureText()
  const [tooLarge, setTooLarge] = useState(false)
  const reading = useMutation(trpc.channels.readIcal.mutationOptions())
  const isKnown = (date: string) => known.some((exception) => exception.date === date)
  const fresh = (reading.data?.dates ?? []).filter(({ date }) => !isKnown(date))

  function read(content: string): void {
    reading.reset()
    setTooLarge(content.length > icalLimits.bytes)
    if (content.trim() && content.length <= icalLimits.bytes) reading.mutate({ text: content })
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title')}
      size="lg"
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <Stack gap="md">
        <Text>{t('purpose')}</Text>
        <FileInput
          label={t('file')}
          placeholder={t('choose')}
          accept=".ics,text/calendar"
          leftSection={<IconCalendar size={18} />}
          clearable
          onChange={(file) => void file?.text().then(read)}
          error={tooLarge && t('tooLarge')}
        />
        <Textarea
          label={t('paste')}
          minRows={3}
          maxRows={6}
          autosize
          onChange={(event) => read(event.currentTarget.value)}
        />
        {reading.error && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {text(reading.error)}
          </Alert>
        )}
        {reading.data && <Reading reading={reading.data} isKnown={isKnown} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {form('cancel')}
          </Button>
          <Button
            disabled={fresh.length === 0}
            onClick={() => {
              onTake(fresh.map((date) => ({ ...date, spans: [] })))
              onClose()
            }}
          >
            {t('take', { count: fresh.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Reading({ reading, isKnown }: { reading: IcalReading; isKnown: (date: string) => boolean }) {
  const t = useTranslations('hours.ical')
  return (
    <div aria-live="polite">
      {reading.dates.length === 0 && <Text c="dimmed">{t('nothing')}</Text>}
      {reading.dates.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        <section className={classes.scroll} tabIndex={0} aria-label={t('found')}>
          <Table verticalSpacing={4}>
            <Table.Tbody>
              {reading.dates.map(({ date, name }) => (
                <Table.Tr key={date}>
                  <Table.Td>{date}</Table.Td>
                  <Table.Td>{name || '–'}</Table.Td>
                  <Table.Td>
                    {isKnown(date) && (
                      <Badge color="gray" variant="light" tt="none" fw={400}>
                        {t('known')}
                      </Badge>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
      {reading.skipped.length > 0 && (
        <>
          <Text size="sm" mt="sm">
            {t('skipped', { count: reading.skipped.length })}
          </Text>
          <List size="sm" className={classes.scroll}>
            {reading.skipped.map(({ name, reason }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and the list never changes.
              <List.Item key={index}>
                {name || '–'}: {t(`reason.${reason}`)}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </div>
  )
}
