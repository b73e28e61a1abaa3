'use client'

import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ChartNode } from '@/server/modules/workforce/contract'

type Props = {
  node: ChartNode
  nodes: readonly ChartNode[]
  mayTop: boolean
  move: (node: ChartNode, parentId: string | null) => Promise<string | null>
  onClose: () => void
}

const top = 'top'

/** Every group can be chosen; what cannot be is refused with the reason, which a missing choice could not say. */
export function MoveDialog({ node, nodes, mayTop, move, onClose }: Props) {
  const t = useTranslations('groups.chart')
  const form = useTranslations('form')
  const [parentId, setParentId] = useState<string>(node.parentId ?? top)
  const [refused, setRefused] = useState<string | null>(null)
  const [moving, setMoving] = useState(false)
  const others = nodes.filter(({ id }) => id !== node.id).map(({ id, name }) => ({ value: id, label: name }))

  async function submit(): Promise<void> {
    setMoving(true)
    const reason = await move(node, parentId === top ? null : parentId)
    setMoving(false)
    setRefused(reason)
    if (reason === null) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('moveTitle', { name: node.name })}
      closeButtonProps={{ 'aria-label': form('close') }}
    >
      <Stack gap="md">
        <Select
          label={t('below')}
          data={mayTop ? [{ value: top, label: t('top') }, ...others] : others}
          value={parentId}
          onChange={(value) => {
            setParentId(value ?? top)
            setRefused(null)
          }}
          error={refused}
          searchable
          allowDeselect={false}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {form('cancel')}
          </Button>
          <Button
            loading={moving}
            disabled={parentId === (node.parentId ?? top)}
            onClick={() => void submit()}
          >
            {t('move')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
