'use client'

import { Alert, Badge, Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type en from '@/components/i18n/messages/en.json'
import type { FileProblem, RecordChange } from '@/server/modules/setup/contract'
import { sections } from '@/server/modules/setup/contract'
import classes from './changes.module.css'

/** More than anybody reads at once; the rest opens on demand. */
const SHOWN = 100
const colors = { added: 'green', changed: 'blue', removed: 'red', kept: 'gray' } as const

type Rule = keyof typeof en.form.issue.custom

/** Every problem with its place in the file; the rules of the forms in the words of the forms. */
export function Problems({ problems }: { problems: FileProblem[] }) {
  const t = useTranslations('configuration')
  const rule = useTranslations('form.issue.custom')
  const said = (message: string) => (rule.has(`${message as Rule}`) ? rule(`${message as Rule}`) : message)
  return (
    <Stack gap="sm">
      <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />}>
        {t('problems', { count: problems.length })}
      </Alert>
      <div className={classes.scroll}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('place')}</Table.Th>
              <Table.Th>{t('reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.slice(0, SHOWN * 2).map(({ path, message }) => (
              <Table.Tr key={`${path} ${message}`}>
                <Table.Td className={classes.code}>{path || t('wholeFile')}</Table.Td>
                <Table.Td>{said(message)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Stack>
  )
}

/** Section by section, each record with its fields as they are and as they will be. */
export function Changes({ changes }: { changes: RecordChange[] }) {
  const t = useTranslations('configuration')
  const count = (kind: RecordChange['kind']) => changes.filter((change) => change.kind === kind).length
  const counts = { added: count('added'), changed: count('changed'), removed: count('removed') }
  const kept = count('kept')
  return (
    <Stack gap="md">
      <Text role="status">{t('counts', counts)}</Text>
      {sections.map((section) => {
        const own = changes.filter((change) => change.section === section && change.kind !== 'kept')
        return own.length > 0 && <SectionChanges key={section} section={section} changes={own} />
      })}
      {kept > 0 && (
        <Text size="sm" c="dimmed">
          {t('keptCount', { count: kept })}
        </Text>
      )}
    </Stack>
  )
}

function SectionChanges({ section, changes }: { section: RecordChange['section']; changes: RecordChange[] }) {
  const t = useTranslations('configuration')
  const [all, setAll] = useState(false)
  const shown = all ? changes : changes.slice(0, SHOWN)
  return (
    <section>
      <Title order={3} size="h5" mb={6}>
        {t(`section.${section}`)}
      </Title>
      <ul className={classes.list}>
        {shown.map((change) => (
          <li key={`${change.kind} ${change.path} ${change.name}`} className={classes.record}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <Badge color={colors[change.kind]} variant="light" className={classes.kind}>
                {t(`kind.${change.kind}`)}
              </Badge>
              <span className={classes.name}>
                {change.name === 'order' && change.path === section ? t('order') : change.name}
              </span>
            </Group>
            {change.kind === 'changed' && <Fields change={change} />}
          </li>
        ))}
      </ul>
      {shown.length < changes.length && (
        <Button variant="subtle" size="xs" onClick={() => setAll(true)}>
          {t('showAll', { count: changes.length })}
        </Button>
      )}
    </section>
  )
}

function Fields({ change }: { change: RecordChange }) {
  const t = useTranslations('configuration')
  const show = (value: unknown) =>
    value === undefined ? t('none') : typeof value === 'string' ? value : JSON.stringify(value)
  return (
    <dl className={classes.fields}>
      {change.fields.map(({ field, from, to }) => (
        <div key={field} className={classes.field}>
          <dt className={classes.code}>{field}</dt>
          <dd>
            <del>{show(from)}</del> <span aria-hidden>→</span> <ins>{show(to)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
