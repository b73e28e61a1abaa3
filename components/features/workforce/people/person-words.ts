'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useRoleName } from '@/components/patterns/role-name'
import { usePeopleChoices } from './use-people'

type Fields = Record<string, unknown>
const isPlain = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fields = [
  'name',
  'email',
  'locale',
  'roles',
  'agent',
  'publicName',
  'languages',
  'capacity',
  'ramp',
  'window',
  'groups',
  'disabled',
] as const
type Field = (typeof fields)[number]

/** A person's settings as words for a table of changes. */
export function usePersonWords() {
  const t = useTranslations('people.field')
  const format = useFormatter()
  const choices = usePeopleChoices()
  const shownRole = useRoleName()
  const roleName = (key: unknown) =>
    shownRole(choices.roles.find((role) => role.key === key) ?? { key: String(key), name: String(key) })
  const groupName = (group: Fields) =>
    String(group.name ?? choices.groups.find(({ id }) => id === group.groupId)?.name ?? '')
  return {
    flatten: (record: object | null): Fields | null => {
      if (!record) return null
      const { user, agent, ...rest } = record as Fields
      const ofUser = isPlain(user) ? { ...user, roleNames: undefined } : {}
      const ofAgent = isPlain(agent) ? agent : {}
      const flat: Fields = { ...rest, ...ofUser, ...ofAgent }
      if (agent !== undefined) flat.agent = agent !== null
      delete flat.roleNames
      return flat
    },
    nameOf: (field: string) => {
      const known = fields.find((one): one is Field => one === field)
      return known ? t(`plain.${known}`) : field
    },
    show: (field: string, value: unknown): string | undefined => {
      if (!Array.isArray(value) || value.length === 0) {
        if (field === 'window' && isPlain(value))
          return t('perWindow', { limit: Number(value.limit), minutes: Number(value.seconds) / 60 })
        return undefined
      }
      if (field === 'roles') return format.list(value.map(roleName))
      if (field === 'languages') return format.list(value.map(String))
      if (field === 'groups')
        return value
          .filter(isPlain)
          .map((group) =>
            t('membership', {
              ...{ name: groupName(group), level: Number(group.level), weight: Number(group.quality) },
              ...{ limit: Number(group.capacity ?? -1), receiver: String(group.offlineReceiver === true) },
            }),
          )
          .join('; ')
      if (field === 'ramp')
        return value
          .filter(isPlain)
          .map((step) => `${String(step.from)}: ${String(step.capacity)}`)
          .join('; ')
      return undefined
    },
  }
}
