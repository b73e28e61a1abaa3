import { Badge } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { BotRow } from '@/server/modules/bot/contract'

export function CircuitBadge({ state }: { state: BotRow['circuit'] }) {
  const circuits = useTranslations('bot.circuit')
  const color = { closed: 'green', half_open: 'yellow', open: 'red' }[state]
  return <Badge color={color}>{circuits(`${state}`)}</Badge>
}
