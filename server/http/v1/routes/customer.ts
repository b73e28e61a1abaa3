import { can } from '@/server/access'
import { addressOf, limitMessages, limitSessions } from '@/server/http/limits'
import { authenticateToken } from '@/server/modules/accounts'
import { enterConversation } from '@/server/modules/bot'
import {
  allowedEntry,
  findLatestOf,
  hasOtherConversations,
  startSession,
} from '@/server/modules/conversations'
import { loadConfiguration } from '@/server/modules/dispatch'
import { nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { body, createApp, createRoute, customerOf, customerSecurity, json, refusals } from '../base'
import { channelView, mayContinue } from '../channel-view'
import { conversationView, openConversationInput, sessionInput, sessionView } from '../contract'
import { rememberCustomer, signCustomerToken } from '../customer-token'
import { onlyCustomers } from '../guards'
import { authenticateKey, comesWithKey } from '../key-auth'
import { customerView, requireOwn } from '../own-conversation'
import { findEntry, rememberEntry } from '../session-entries'

export const customerRoutes = createApp()

customerRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/customers/sessions',
    tags: ['Customers'],
    summary: 'Open a session for a customer of a channel',
    request: body(sessionInput),
    responses: {
      200: json(sessionView, 'The token and what the customer should see first'),
      ...refusals({
        401: 'The identity token is not valid',
        403: 'The origin is not allowed',
        404: 'No such channel',
        429: 'Too many sessions',
      }),
    },
  }),
  async (c) => {
    const input = c.req.valid('json')
    const staff = comesWithKey(c.req.raw)
      ? await authenticateKey(c.req.raw)
      : await authenticateToken(c.req.header('authorization'))
    const trusted = staff !== null && can(staff, 'settings.write')
    if (!trusted) limitSessions(c.req.raw)
    const configuration = await loadConfiguration()
    const channel = configuration.channelsByKey.get(input.channelKey)
    if (!channel || channel.disabled) {
      throw new AppError('not_found', 'There is no channel with this key.', {
        fields: [{ path: 'channelKey', message: 'unknown channel' }],
      })
    }
    const entry = {
      siteId: allowedEntry(input.entry?.siteId, channel.siteIds, 'entry.siteId'),
      projectType: allowedEntry(input.entry?.projectType, channel.projectTypes, 'entry.projectType'),
      pageUrl: input.entry?.pageUrl ?? null,
      language: input.entry?.language ?? channel.language,
    }
    const before = rememberCustomer(input.previousToken)
    const customer = await startSession({
      channel,
      identityToken: input.identityToken,
      rememberedId: before?.anonymous && before.channelId === channel.id ? before.customerId : null,
      profile: { ...input.profile, language: entry.language },
      trusted,
    })
    const anonymous = customer.externalId === null
    const { token, expiresAt } = signCustomerToken({
      customerId: customer.id,
      channelId: channel.id,
      anonymous,
    })
    await rememberEntry(customer.id, channel.id, entry)
    const latest = await findLatestOf(pool(), customer.id, channel.id)
    const shown = latest ? await customerView(latest) : null
    const view = await channelView(channel, configuration)
    const keep =
      shown && (shown.endedAt === null || shown.canRate || mayContinue(shown, view.settings, nowMs()))
    return c.json(
      {
        token,
        expiresAt: new Date(expiresAt).toISOString(),
        customer: {
          ...{ id: customer.id, name: customer.name, anonymous },
          ...{ email: customer.email, phone: customer.phone },
        },
        channel: view,
        conversation: keep ? shown : null,
        earlier: await hasOtherConversations(pool(), customer.id, keep ? shown.id : null),
      },
      200,
    )
  },
)

customerRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/conversations',
    tags: ['Conversations'],
    summary: 'Open a conversation',
    description:
      'Where the channel has a bot that answers now, it begins with the bot (with_bot) and its greeting; else it is routed and assigned, queued or taken as a message at once. On a thread that has an open conversation, that one is answered with 200.',
    security: customerSecurity,
    middleware: onlyCustomers,
    request: body(openConversationInput),
    responses: {
      201: json(conversationView, 'The new conversation'),
      200: json(conversationView, 'The open conversation of this thread'),
      ...refusals({
        401: 'No valid customer token',
        404: 'The channel is not in use',
        429: 'Too many messages at once',
      }),
    },
  }),
  async (c) => {
    const claims = customerOf(c)
    limitMessages(claims.customerId, addressOf(c.req.raw))
    const input = c.req.valid('json')
    const { conversationId, created } = await enterConversation({
      customerId: claims.customerId,
      channelId: claims.channelId,
      entry: await findEntry(claims.customerId, claims.channelId),
      topic: input.topic,
      categoryId: input.categoryId ?? null,
      message: input.message ?? null,
      ...{ stage: input.stage, form: input.form, contact: input.contact },
    })
    const view = await customerView(await requireOwn(conversationId, claims.customerId))
    return created ? c.json(view, 201) : c.json(view, 200)
  },
)
