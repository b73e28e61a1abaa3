import type { UseFormReturnType } from '@mantine/form'
import type { BotSettings } from '@/server/modules/bot/contract'

export type BotForm = UseFormReturnType<BotSettings>
