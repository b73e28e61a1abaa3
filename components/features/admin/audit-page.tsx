'use client'

import { Group, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useCan } from '@/components/client/me'
import { useTRPCClient } from '@/components/client/trpc'
import { AuditScreen, type EntryReader } from '@/components/features/accounts/audit/audit-screen'
import { RestoreRole, RoleChanges } from '@/components/features/accounts/roles/role-history'
import { SectionChanges } from '@/components/features/accounts/settings/section-changes'
import { RestoreSettings } from '@/components/features/accounts/settings/section-history'
import {
  channelEntities,
  RecordChanges,
  RestoreRecord,
} from '@/components/features/channels/shared/record-changes'
import { GroupChanges, RestoreGroup } from '@/components/features/workforce/groups/group-changes'
import { PersonChanges, RestorePerson } from '@/components/features/workforce/people/person-history'
import { EntryChanges } from '@/components/patterns/history/history-drawer'
import { hasWayBack, RestoreEntry } from '@/components/patterns/history/restore-entry'
import type { Permission } from '@/server/access'
import type { AuditView } from '@/server/modules/accounts/contract'

const read: EntryReader = (entry) => {
  if (entry.entity === 'skill_group') {
    return <Entry changes={<GroupChanges entry={entry} />} restore={<RestoreGroup entry={entry} />} />
  }
  if (entry.entity === 'user' || entry.entity === 'agent') {
    return <Entry changes={<PersonChanges entry={entry} />} restore={<RestorePerson entry={entry} />} />
  }
  if (entry.entity === 'role') {
    return <Entry changes={<RoleChanges entry={entry} />} restore={<RestoreRole entry={entry} />} />
  }
  if (channelEntities.includes(entry.entity)) {
    return <Entry changes={<RecordChanges entry={entry} />} restore={<RestoreRecord entry={entry} />} />
  }
  if (entry.entity === 'organization' && entry.label === 'thresholds') {
    return <Entry changes={<RecordChanges entry={entry} />} restore={<RestoreRecord entry={entry} />} />
  }
  if (entry.entity in restorable) return <Small entry={entry} />
  if (entry.entity === 'settings') {
    const { entityId, before, after } = entry
    return (
      <Entry
        changes={<SectionChanges section={entityId} before={before} after={after} />}
        restore={<RestoreSettings entry={entry} />}
      />
    )
  }
  return null
}

type Client = ReturnType<typeof useTRPCClient>

/** Small records that go back by one call, and who may ask for it. */
const restorable: Record<
  string,
  { permission: Permission; call: (client: Client, entryId: string) => unknown }
> = {
  alarm_rule: {
    permission: 'alarms.write',
    call: (client, entryId) => client.oversight.restoreAlarmRule.mutate({ entryId }),
  },
  custom_report: {
    permission: 'reports.read',
    call: (client, entryId) => client.insights.restoreCustom.mutate({ entryId }),
  },
  report_schedule: {
    permission: 'reports.schedule',
    call: (client, entryId) => client.insights.restoreSchedule.mutate({ entryId }),
  },
  rating_tags: {
    permission: 'settings.write',
    call: (client, entryId) => client.oversight.restoreRatingTags.mutate({ entryId }),
  },
  webhook: {
    permission: 'settings.write',
    call: (client, entryId) => client.integrations.restoreWebhook.mutate({ entryId }),
  },
  im_connection: {
    permission: 'settings.write',
    call: (client, entryId) => client.im.restore.mutate({ entryId }),
  },
  busy_reason: {
    permission: 'settings.write',
    call: (client, entryId) => client.workforce.restoreBusyReason.mutate({ entryId }),
  },
  quick_reply: {
    permission: 'replies.write',
    call: (client, entryId) => client.conversations.restoreQuickReply.mutate({ entryId }),
  },
  article: {
    permission: 'knowledge.manage',
    call: (client, entryId) => client.knowledge.restoreArticle.mutate({ entryId }),
  },
  macro: {
    permission: 'replies.write',
    call: (client, entryId) => client.conversations.restoreMacro.mutate({ entryId }),
  },
}

function Small({ entry }: { entry: AuditView }) {
  const client = useTRPCClient()
  const queries = useQueryClient()
  const can = useCan()
  const way = restorable[entry.entity]
  const restore = async (entryId: string) => {
    await way?.call(client, entryId)
    await queries.invalidateQueries()
  }
  return (
    <Entry
      changes={<EntryChanges entry={entry} />}
      restore={
        way && hasWayBack(entry) && can(way.permission) && <RestoreEntry entry={entry} restore={restore} />
      }
    />
  )
}

function Entry({ changes, restore }: { changes: ReactNode; restore: ReactNode }) {
  return (
    <Stack gap="md">
      {changes}
      <Group>{restore}</Group>
    </Stack>
  )
}

/** The audit log of all modules: each module says its own records in words. */
export function AuditPage() {
  return <AuditScreen read={read} />
}
