'use client'

import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { Column } from './column'
import type { TableState } from './table-state'

export function ColumnMenu<Row>({ columns, state }: { columns: readonly Column<Row>[]; state: TableState }) {
  const t = useTranslations('table')
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={state.shown} onChange={state.setShown}>
          <Stack gap="xs">
            {columns.map((column) => (
              <Checkbox
                key={column.id}
                size="xs"
                value={column.id}
                label={column.title}
                disabled={column.heading ?? false}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
