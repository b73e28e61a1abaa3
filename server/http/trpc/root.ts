import { accountsRouter } from '@/server/modules/accounts/router'
import { botRouter } from '@/server/modules/bot/router'
import { channelsRouter } from '@/server/modules/channels/router'
import { conversationsRouter } from '@/server/modules/conversations/router'
import { customersRouter } from '@/server/modules/customers/router'
import { dispatchRouter } from '@/server/modules/dispatch/router'
import { imRouter } from '@/server/modules/im/router'
import { insightsRouter } from '@/server/modules/insights/router'
import { integrationsRouter } from '@/server/modules/integrations/router'
import { knowledgeRouter, procedureRouter } from '@/server/modules/knowledge/router'
import { operationsRouter } from '@/server/modules/operations/router'
import { oversightRouter } from '@/server/modules/oversight/router'
import { schedulesRouter } from '@/server/modules/schedules/router'
import { setupRouter } from '@/server/modules/setup/router'
import { ticketsRouter } from '@/server/modules/tickets/router'
import { workforceRouter } from '@/server/modules/workforce/router'
import { router } from '@/server/platform/trpc/base'

/** Every module's router under the module's name. */
export const rootRouter = router({
  accounts: accountsRouter,
  bot: botRouter,
  dispatch: dispatchRouter,
  channels: channelsRouter,
  conversations: conversationsRouter,
  im: imRouter,
  customers: customersRouter,
  insights: insightsRouter,
  integrations: integrationsRouter,
  knowledge: knowledgeRouter,
  procedures: procedureRouter,
  operations: operationsRouter,
  oversight: oversightRouter,
  schedules: schedulesRouter,
  setup: setupRouter,
  tickets: ticketsRouter,
  workforce: workforceRouter,
})

export type RootRouter = typeof rootRouter
