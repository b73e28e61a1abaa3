'use client'

import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertCircle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toFailure } from '@/components/client/failure'
import { useTRPCClient } from '@/components/client/trpc'
import { useFailureText, useFieldText } from '@/components/patterns/states/failure-text'
import type { Tree, TreeNode } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'
import { targetOfDrop } from './arrange'
import { pathsOf } from './paths-of'
import { useNodeName } from './use-tree'

type Props = { tree: Tree; node: TreeNode; nodes: readonly TreeNode[]; onClose: () => void }

/** Two become one: what will follow is said before, because it cannot be taken apart again. */
export function MergeDialog({ tree, node, nodes, onClose }: Props) {
  const t = useTranslations('trees.merge')
  const words = useTranslations('form')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const text = useFailureText()
  const fieldText = useFieldText()
  const nameOf = useNodeName()
  const [intoId, setIntoId] = useState<string | null>(null)
  const merge = useMutation({
    mutationFn: (id: string) =>
      client.channels.mergeNodes.mutate({ tree, id: node.id, version: node.version, intoId: id }),
    onSuccess: async (done) => {
      await refresh()
      notifications.show({ color: 'green', message: t('done', { name: nameOf(node), ...done }) })
      onClose()
    },
  })
  const pathOf = pathsOf(nodes, nameOf)
  const targets = nodes
    .filter((one) => !one.disabled && targetOfDrop(nodes, node.id, one.id, 'into') !== null)
    .map((one) => ({ value: one.id, label: pathOf(one) }))
    .sort((a, b) => a.label.localeCompare(b.label))
  const [field] = toFailure(merge.error).fields
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('title', { name: nameOf(node) })}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <Stack gap="md">
        <Text>{t('body')}</Text>
        {merge.error && (
          <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
            {field ? fieldText(field) : text(merge.error)}
          </Alert>
        )}
        <Select
          label={t('into')}
          data={targets}
          value={intoId}
          onChange={setIntoId}
          searchable
          limit={200}
          data-autofocus
        />
        <Text size="sm" c="dimmed">
          {t('will', node.uses)}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {words('cancel')}
          </Button>
          <Button
            color="red"
            disabled={intoId === null}
            loading={merge.isPending}
            onClick={() => intoId && merge.mutate(intoId)}
          >
            {t('apply')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
