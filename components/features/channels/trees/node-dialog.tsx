'use client'

import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { z } from 'zod'
import { useTRPCClient } from '@/components/client/trpc'
import { useFailureText } from '@/components/patterns/states/failure-text'
import { nodeNames, type Tree, type TreeNode } from '@/server/modules/channels/contract'
import { useRefreshChannels } from '../shared/use-refresh'
import { useVersionedForm } from '../shared/use-versioned-form'

const schema = z.object({ names: nodeNames })

type Form = { names: { en: string; zh: string } }
type Stored = Pick<TreeNode, 'names' | 'version'>
const empty: Form = { names: { en: '', zh: '' } }
const toForm = ({ names }: Stored): Form => ({ names: { en: names.en ?? '', zh: names.zh ?? '' } })

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
  const { server, problem } = useVersionedForm<Form, Stored>({
    ...{ stored: node, toForm, schema },
    initialValues: node ? toForm(node) : empty,
    save: async ({ names }, version) => {
      if (node) await client.channels.renameNode.mutate({ tree, id: node.id, version, names })
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
          {problem}
          {unplaced && !problem && (
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
