'use client'

import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { z } from 'zod'
import { useTRPCClient } from '@/components/client/trpc'
import { useServerForm } from '@/components/patterns/drawer-form/use-server-form'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { nodeNames, type Tree, type TreeNode } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'

const schema = z.object({ names: nodeNames })

type Props = {
  tree: Tree
  /** null = it is made now. */
  node: TreeNode | null
  parentId: string | null
  onClose: () => void
}

/** A node's names in both languages. */
export function NodeDialog({ tree, node, parentId, onClose }: Props) {
  const t = useTranslations('trees')
  const words = useTranslations('form')
  const client = useTRPCClient()
  const refresh = useRefreshChannels()
  const failureText = useFailureText()
  const server = useServerForm({
    initialValues: { names: { en: node?.names.en ?? '', zh: node?.names.zh ?? '' } },
    schema,
    save: async ({ names }) => {
      if (node) await client.channels.renameNode.mutate({ tree, id: node.id, version: node.version, names })
      else await client.channels.createNode.mutate({ tree, parentId, names })
      await refresh()
      onClose()
    },
  })
  const field = (name: string) => ({ ...server.form.getInputProps(name), 'data-path': name })
  const title = parentId ? t('addBelow') : t('add')
  const unplaced = server.failure && Object.keys(server.form.errors).length === 0
  return (
    <Modal
      opened
      onClose={onClose}
      title={node ? t('rename') : title}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <form onSubmit={server.submit} noValidate>
        <Stack gap="md">
          {unplaced && (
            <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
              {failureText(server.error)}
            </Alert>
          )}
          <TextInput label={t('name.en')} required maxLength={80} {...field('names.en')} data-autofocus />
          <TextInput label={t('name.zh')} required maxLength={80} lang="zh" {...field('names.zh')} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {words('cancel')}
            </Button>
            <Button type="submit" loading={server.saving}>
              {words('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
