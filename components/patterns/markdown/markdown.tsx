import { Anchor, Blockquote, Code, Image, List, Text, Title } from '@mantine/core'
import { Fragment, type ReactNode, useMemo } from 'react'
import { type Block, type Inline, parseMarkdown } from '@/server/modules/knowledge/contract'

/** A text as its reader sees it. Headings begin below those of the page around it. */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text])
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      {keyed(blocks, (block) => (
        <Part block={block} />
      ))}
    </div>
  )
}

function Part({ block }: { block: Block }) {
  if (block.kind === 'code') return <Code block>{block.text}</Code>
  if (block.kind === 'list') {
    return (
      <List type={block.ordered ? 'ordered' : 'unordered'} size="sm" my="xs">
        {keyed(block.items, (item) => (
          <List.Item>
            <Line content={item} />
          </List.Item>
        ))}
      </List>
    )
  }
  const content = <Line content={block.content} />
  if (block.kind === 'quote') return <Blockquote p="sm">{content}</Blockquote>
  if (block.kind === 'heading') {
    return (
      <Title order={block.level === 1 ? 4 : block.level === 2 ? 5 : 6} mt="sm" mb={4}>
        {content}
      </Title>
    )
  }
  return (
    <Text size="sm" my="xs" style={{ whiteSpace: 'pre-line' }}>
      {content}
    </Text>
  )
}

const Line = ({ content }: { content: readonly Inline[] }) =>
  keyed(content, (part) => {
    switch (part.kind) {
      case 'strong':
        return <strong>{part.text}</strong>
      case 'em':
        return <em>{part.text}</em>
      case 'code':
        return <Code>{part.text}</Code>
      case 'picture':
        return <Image src={part.href} alt={part.text} w="auto" maw="100%" mah={320} radius="sm" />
      case 'link':
        return (
          <Anchor href={part.href} target="_blank" rel="noreferrer" inherit>
            {part.text || part.href}
          </Anchor>
        )
      default:
        return part.text
    }
  })

/** Parts of a text have no name but their place. */
function keyed<T>(items: readonly T[], draw: (item: T) => ReactNode): ReactNode {
  const places = items.map((item, at) => ({ item, key: String(at) }))
  return places.map(({ item, key }) => <Fragment key={key}>{draw(item)}</Fragment>)
}
