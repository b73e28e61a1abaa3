import { askForHuman, enterConversation } from '@/server/modules/bot'
import type { ChannelSettings } from '@/server/modules/channels/contract'
import {
  answerConfirmation,
  endByCustomer,
  findLatestOf,
  findMessage,
  leaveQueue,
  rateConversation,
  sendMessage,
  startSession,
} from '@/server/modules/conversations'
import { type ChannelConfig, chooseInQueue, loadConfiguration, queueViews } from '@/server/modules/dispatch'
import { now, nowMs } from '@/server/platform/clock'
import { pool } from '@/server/platform/db/pool'
import { AppError } from '@/server/platform/errors'
import { idOf } from '@/server/platform/ids'
import type { Button } from '../domain/buttons'
import type { Content, Incoming } from '../domain/payload'
import { type Act, type Standing, understand } from '../domain/understand'
import { hint, type Language, languageOf, say } from '../domain/words'
import type { Connection } from '../store/connections'
import { settleAct, type Waiting } from '../store/inbox'
import { insertOwnWords } from '../store/outbox'
import { ensureImCustomer, type ImCustomer, noteImCustomer, setGreeted } from '../store/people'
import { botGreets, lastButtons, metaOf } from './bot-side'
import { fetchMedia } from './fetch-media'

type Latest = Awaited<ReturnType<typeof findLatestOf>>
type Known = ImCustomer & { customerId: string }
/** One message on its way into the conversation. */
type Case = {
  connection: Connection
  channel: ChannelConfig
  /** The channel's bot greets who comes now. */
  bot: boolean
  row: Waiting
  content: Incoming['content']
  customer: Known
  language: Language
  latest: Latest
}

/** Who comes back within this time is not welcomed again. */
const WELCOME_AFTER_MS = 3_600_000

/** A message of a customer to the robot. Done again after a death it changes nothing more. */
export async function handleCustomer(connection: Connection, row: Waiting): Promise<void> {
  const channel = (await loadConfiguration(true)).channels.get(connection.channelId)
  if (!channel) throw new AppError('not_found', 'This channel is not in use.')
  const content = row.body as Incoming['content']
  const met = await ensureImCustomer(pool(), connection.channelId, row.sender)
  const words = content.kind === 'text' ? content.text : ''
  const language = languageOf(words, met.language, channel.language)
  const customer = await known(met, channel, language)
  const latest = await findLatestOf(pool(), customer.customerId, channel.id)
  const bot = await botGreets(channel)
  const one: Case = { connection, channel, bot, row, content, customer, language, latest }
  if (content.kind === 'unsupported') return tell(one, 'unsupported', hint('unsupported', language))
  if (row.attempts > 1 && (await isStored(one))) return
  try {
    await perform(one, await actOf(one, content), content)
  } catch (error) {
    // Somebody who may not write: told what a window would say.
    if (!(error instanceof AppError && error.code === 'forbidden')) throw error
    await tell(one, 'refused', error.message)
  }
}

/** Settled once: after a death the state may be another, and the same word must not mean something else. */
async function actOf(one: Case, content: Content): Promise<Act> {
  const { row, connection, bot } = one
  if (row.act) return row.act as Act
  const text = content.kind === 'text' ? content.text : null
  const menuFirst = connection.settings.menuFirst && !bot
  const act = understand(text, await standingOf(one), { ...connection.settings, menuFirst })
  await settleAct(pool(), row.id, act)
  return act
}

/** A try before has written it. */
async function isStored({ latest, customer, row }: Case): Promise<boolean> {
  if (!latest) return false
  const clientMessageId = idOf(row.channelId, row.messageUid)
  const key = { conversationId: latest.id, senderId: customer.customerId, clientMessageId }
  return (await findMessage(pool(), key)) !== null
}

/** The IM has signed who it is, so nothing else need be proven. */
async function known(met: ImCustomer, channel: ChannelConfig, language: Language): Promise<Known> {
  if (met.customerId && met.language === language) return { ...met, customerId: met.customerId }
  const customerId = met.customerId ?? (await newCustomer(met, channel, language))
  await noteImCustomer(pool(), met.id, { customerId, language })
  return { ...met, customerId, language }
}

async function newCustomer(met: ImCustomer, channel: ChannelConfig, language: Language): Promise<string> {
  const profile = { name: met.imUserId.slice(0, 80), language }
  const who = { identityToken: undefined, rememberedId: null, trusted: true }
  return (await startSession({ channel, ...who, profile })).id
}

async function standingOf({ latest, customer, channel }: Case): Promise<Standing> {
  if (latest && latest.endedAt === null) {
    if (latest.status === 'with_bot')
      return { kind: 'with_bot', buttons: (await lastButtons(latest.id)).length }
    if (latest.status === 'awaiting_confirmation') return { kind: 'confirming' }
    if (latest.status === 'queued') {
      const view = (await queueViews([latest.id])).get(latest.id)
      return { kind: 'queued', offered: Boolean(view?.choice) }
    }
    return { kind: 'served', invited: latest.ratingInvitedAt !== null && !latest.rating }
  }
  const asked = latest !== null && (latest.askRating || latest.ratingInvitedAt !== null)
  const canRate = asked && !latest.rating && latest.agentMessages > 0
  return {
    ...{ kind: 'none', canRate, greeted: customer.greetedAt !== null },
    menu: channel.settings.menu.length,
  }
}

async function perform(one: Case, act: Act, content: Content): Promise<void> {
  const { latest } = one
  switch (act.kind) {
    case 'menu':
      return showMenu(one, content)
    case 'choose':
      return choose(one, act.index, content)
    case 'tap':
      return tap(one, act.index)
    case 'hand_over':
      if (latest && latest.endedAt === null) return askForHuman(latest.id)
      return open(one, null, null)
    default:
      if (latest && (await answered(latest, act))) return
      // Refused the second time: the first time it was done.
      if (act.kind !== 'message' && one.row.attempts > 1) return
      return speak(one, content)
  }
}

/** What answers a question or ends something; false: it was refused, and is a message after all. */
async function answered(latest: NonNullable<Latest>, act: Act): Promise<boolean> {
  const doing = () => {
    switch (act.kind) {
      case 'end':
        return latest.status === 'queued' ? leaveQueue(latest.id) : endByCustomer(latest.id)
      case 'solved':
        return answerConfirmation(latest.id, act.solved)
      case 'wait':
        return chooseInQueue(latest.id, act.choose)
      case 'rate':
        return rateConversation(latest.id, { score: act.score, tags: [], comment: null })
      default:
        return null
    }
  }
  const work = doing()
  if (!work) return false
  try {
    await work
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'already_rated' || error.code === 'conversation_ended') return true
    if (error.code === 'transition_refused') return false
    throw error
  }
}

async function speak(one: Case, content: Content): Promise<void> {
  const { latest } = one
  if (!latest || latest.endedAt !== null) return open(one, content, null)
  await write(one, latest.id, content)
}

/** Stores the message under an id made of the IM's own, so that it is stored once however often it comes. */
async function write(
  { customer, row, language }: Case,
  conversationId: string,
  content: Content,
  button?: Button,
): Promise<void> {
  const uploader = {
    conversationId,
    uploaderId: customer.customerId,
    uploaderKind: 'customer' as const,
  }
  const written =
    content.kind === 'text'
      ? { kind: 'text', text: content.text, attachmentId: null }
      : await fetchMedia(content, uploader, language)
  await sendMessage({
    ...{ conversationId, senderKind: 'customer', senderId: customer.customerId },
    ...{ clientMessageId: idOf(row.channelId, row.messageUid), ...written },
    ...metaOf(button),
  }).catch((error: unknown) => {
    // Stored before; a file that was fetched twice has two ids.
    if (error instanceof AppError && error.code === 'message_id_reused') return
    throw error
  })
}

/** A number below the bot's words is the button beside it. */
async function tap(one: Case, index: number): Promise<void> {
  const { latest } = one
  const button = latest && (await lastButtons(latest.id))[index]
  if (!latest || !button) return
  if (button.url) return tell(one, 'link', `${button.label}\n${button.url}`)
  if (button.choice?.kind === 'human') return askForHuman(latest.id)
  await write(one, latest.id, { kind: 'text', text: button.label }, button)
}

/** Asks for a person: welcome, conversation, and what was written before the menu. */
async function open(one: Case, content: Content | null, categoryId: string | null): Promise<void> {
  const { customer, channel, row, latest } = one
  const back = latest?.endedAt && nowMs() - latest.endedAt.getTime() < WELCOME_AFTER_MS
  if (!customer.greetedAt && !back && !one.bot) await tell(one, 'welcome', welcomeOf(one))
  const text = customer.pending ?? (content?.kind === 'text' ? content.text : null)
  const pendingId = idOf(row.channelId, `${customer.id} ${customer.greetedAt?.getTime()}`)
  const ownId = idOf(row.channelId, row.messageUid)
  const { conversationId } = await enterConversation({
    ...{ customerId: customer.customerId, channelId: channel.id, topic: {}, categoryId },
    entry: { siteId: null, projectType: null, pageUrl: null, language: one.language },
    message: text === null ? null : { clientMessageId: customer.pending ? pendingId : ownId, text },
  })
  if (content && (content.kind !== 'text' || customer.pending)) await write(one, conversationId, content)
  await setGreeted(pool(), customer.id, null)
}

const welcomeOf = ({ connection: { settings }, channel, language }: Case): string =>
  (settings.texts.welcome?.[language] ?? '') ||
  (channel.greeting[language] ?? '') ||
  say(settings, 'welcome', language)

type MenuItem = ChannelSettings['menu'][number]
const labelOf = ({ label }: MenuItem, language: Language) => label[language] ?? label.en ?? label.zh ?? ''

async function showMenu(one: Case, content: Content): Promise<void> {
  const { connection, channel, language, customer } = one
  const items = channel.settings.menu.map((item, i) => `${i + 1}. ${labelOf(item, language)}`)
  const word = connection.settings.handOverWords[0] ?? ''
  const lines = [welcomeOf(one), ...items, say(connection.settings, 'menu', language, { word })]
  await tell(one, 'menu', lines.join('\n'))
  const pending = content.kind === 'text' ? content.text : content.url
  await setGreeted(pool(), customer.id, { at: now(), pending })
}

async function choose(one: Case, index: number, content: Content): Promise<void> {
  const { channel, language } = one
  const item = channel.settings.menu[index]
  if (!item) return open(one, content, null)
  const { action } = item
  if (action.kind === 'link') return tell(one, 'link', `${labelOf(item, language)}\n${action.url}`)
  if (action.kind === 'category') return open(one, null, action.categoryId)
  const text = action.text[language] ?? labelOf(item, language)
  return open(one, { kind: 'text', text }, null)
}

function tell({ customer, row, connection }: Case, what: string, text: string): Promise<void> {
  const to = { imCustomerId: customer.id, via: 'robot' as const, target: customer.imUserId }
  const { channelId } = connection
  return insertOwnWords(pool(), { ...to, channelId, text, key: `${row.messageUid}:${what}` }, now())
}
