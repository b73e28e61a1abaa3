'use client'

import { Group, Stack } from '@mantine/core'
import { AuditScreen } from '@/components/features/accounts/audit/audit-screen'
import { GroupChanges, RestoreGroup } from '@/components/features/workforce/groups/group-changes'

/** The audit log of all modules: each module says its own records in words. */
export function AuditPage() {
  return (
    <AuditScreen
      read={(entry) =>
        entry.entity === 'skill_group' ? (
          <Stack gap="md">
            <GroupChanges entry={entry} />
            <Group>
              <RestoreGroup entry={entry} />
            </Group>
          </Stack>
        ) : null
      }
    />
  )
}
