'use client'

import { Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { AuditScreen, type EntryReader } from '@/components/features/accounts/audit/audit-screen'
import { SectionChanges } from '@/components/features/accounts/settings/section-changes'
import { RestoreSettings } from '@/components/features/accounts/settings/section-history'
import {
  channelEntities,
  RecordChanges,
  RestoreRecord,
} from '@/components/features/channels/shared/record-changes'
import { GroupChanges, RestoreGroup } from '@/components/features/workforce/groups/group-changes'

const read: EntryReader = (entry) => {
  if (entry.entity === 'skill_group') {
    return <Entry changes={<GroupChanges entry={entry} />} restore={<RestoreGroup entry={entry} />} />
  }
  if (channelEntities.includes(entry.entity)) {
    return <Entry changes={<RecordChanges entry={entry} />} restore={<RestoreRecord entry={entry} />} />
  }
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
