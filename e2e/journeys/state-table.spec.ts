import type { Page } from '@playwright/test'
import { choose, type Desk, expect, test } from '../fixtures/desk'
import { type Customer, listed } from '../fixtures/people'

type Shown =
  | 'queued'
  | 'awaiting_agent'
  | 'awaiting_customer'
  | 'awaiting_confirmation'
  | 'ended'
  | 'ended_by_system'

/** The section of the agent's own list that stands for the state. */
const sectionOf: Partial<Record<Shown, string>> = {
  awaiting_agent: 'Waiting for you',
  awaiting_customer: 'Waiting for them',
  awaiting_confirmation: 'Closing',
  ended: 'Closing',
  ended_by_system: 'Closing',
}
const sections = ['Waiting for you', 'Waiting for them', 'Closing']
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const ending: Partial<Record<Shown, string>> = {
  ended: 'This conversation has ended',
  ended_by_system: 'This conversation was closed because nothing was written for a while',
}

/** Both sides show this state: the customer's window, and the list of the agent who holds it. */
async function expectState(desk: Desk, customer: Customer, agent: Page | null, state: Shown): Promise<void> {
  await expect.poll(async () => (await desk.seenBy(customer))?.status).toBe(state)
  const { page } = customer
  await expect(page.getByRole('button', { name: 'Leave the queue' })).toHaveCount(state === 'queued' ? 1 : 0)
  await expect(page.getByText('Is your question answered?')).toHaveCount(
    state === 'awaiting_confirmation' ? 1 : 0,
  )
  for (const [of, words] of Object.entries(ending))
    await expect(page.getByText(words, { exact: true })).toHaveCount(of === state ? 1 : 0)
  await expect(customer.input).toHaveCount(ending[state] ? 0 : 1)
  if (!agent) return
  // The list does not move under the pointer.
  await agent.mouse.move(1_200, 30)
  for (const name of sections)
    await expect(section(agent, name).getByRole('listitem')).toHaveCount(name === sectionOf[state] ? 1 : 0)
}

const reply = async (agent: Page, text: string) => {
  const input = agent.getByRole('textbox', { name: /^Reply to/ })
  await input.fill(text)
  await input.press('Enter')
  await expect(agent.getByRole('log').getByText(text)).toBeVisible()
}
const openListed = (agent: Page, text: string) => listed(agent, text).getByRole('button').click()
const dialog = (page: Page) => page.getByRole('dialog')

async function endAs(agent: Page): Promise<void> {
  await agent.getByRole('button', { name: 'End', exact: true }).click()
  await dialog(agent).getByRole('button', { name: 'End without wrap-up' }).click()
  await expect(dialog(agent)).toBeHidden()
}

async function endAsCustomer({ page }: Customer): Promise<void> {
  await page.getByRole('button', { name: 'End conversation' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End conversation' }).click()
}

test('direct: turn by turn, handed on and given back, ended, refused afterwards, and reopened', async ({
  open,
}) => {
  const desk = await open({ people: [{ name: 'Rosa' }, { name: 'Tom' }] })
  const rosa = await desk.enter('Rosa')
  const customer = await desk.visit()
  await customer.say('Where is my parcel?')
  await expectState(desk, customer, rosa, 'awaiting_agent')
  expect(await desk.seenBy(customer)).toMatchObject({ creationType: 'direct', agent: { name: 'Rosa' } })
  await openListed(rosa, 'Where is my parcel?')
  await customer.say('It should be here by now')
  await expectState(desk, customer, rosa, 'awaiting_agent')
  await reply(rosa, 'I look it up')
  await expect(customer.log.getByText('I look it up')).toBeVisible()
  await expectState(desk, customer, rosa, 'awaiting_customer')
  await customer.say('Thank you')
  await expectState(desk, customer, rosa, 'awaiting_agent')

  const tom = await desk.enter('Tom')
  await rosa.getByRole('button', { name: 'Transfer', exact: true }).click()
  await dialog(rosa).getByRole('textbox', { name: 'Search by name' }).fill('Tom')
  await dialog(rosa).getByRole('radio', { name: 'Tom', exact: true }).click()
  await dialog(rosa).getByLabel('Reason').fill('knows the carrier')
  await dialog(rosa).getByRole('button', { name: 'Transfer', exact: true }).click()
  await expect(customer.log.getByText('You are now talking to Tom')).toBeVisible()
  await expectState(desk, customer, tom, 'awaiting_agent')
  await expect(section(rosa, 'Waiting for you')).toHaveCount(0)

  await openListed(tom, 'Thank you')
  await expect(tom.getByRole('log').getByText('knows the carrier')).toBeVisible()
  await tom.getByRole('button', { name: 'More actions' }).click()
  await tom.getByRole('menuitem', { name: /^Give back/ }).click()
  await dialog(tom).getByLabel('Reason').fill('another carrier')
  await dialog(tom).getByRole('button', { name: 'Give back' }).click()
  await expect(customer.log.getByText('You are now talking to Rosa')).toBeVisible()
  await expectState(desk, customer, rosa, 'awaiting_agent')
  await expect(section(tom, 'Waiting for you')).toHaveCount(0)
  await openListed(rosa, 'Thank you')
  await expect(rosa.getByRole('log').getByText('another carrier')).toBeVisible()

  await endAs(rosa)
  await expectState(desk, customer, rosa, 'ended')
  const ended = await desk.seenBy(customer)
  const refused = await rosa.request.post(`/api/v1/agent/conversations/${ended?.id}/messages`, {
    data: { clientMessageId: crypto.randomUUID(), kind: 'text', text: 'One more thing' },
  })
  expect(refused.status()).toBe(409)
  expect(await refused.json()).toMatchObject({
    code: 'conversation_ended',
    title: 'This conversation has ended. Open a new one.',
  })
  expect(await desk.seenBy(customer)).toEqual(ended)
  await expect(rosa.getByText('Ended. Notes can still be added.')).toBeVisible()
  await expect(customer.log.getByText('One more thing')).toHaveCount(0)

  await customer.page.getByRole('button', { name: 'Continue this conversation' }).click()
  await customer.say('It has not come after all')
  await expectState(desk, customer, rosa, 'awaiting_agent')
  expect(await desk.seenBy(customer)).toMatchObject({ number: ended?.number, agent: { name: 'Rosa' } })
  await expect(rosa.getByRole('log').getByText('Reopened by the customer')).toBeVisible()
  await endAsCustomer(customer)
  await expectState(desk, customer, rosa, 'ended')
})

test('queued: waiting messages, the place is told, a freed agent takes over, and one leaves the queue', async ({
  open,
}) => {
  const desk = await open({ people: [{ name: 'Rosa', capacity: 1 }] })
  const rosa = await desk.enter('Rosa')
  const [served, waiting, leaving] = [await desk.visit(), await desk.visit(), await desk.visit()]
  await served.say('I came first')
  await expectState(desk, served, rosa, 'awaiting_agent')
  await waiting.say('I came second')
  await expectState(desk, waiting, null, 'queued')
  await expect(waiting.page.getByText('You are next in line')).toBeVisible()
  await waiting.say('And I wait')
  await expectState(desk, waiting, null, 'queued')
  await leaving.say('I came third')
  await expect(leaving.page.getByText('2nd in line')).toBeVisible()
  await rosa.goto('/workspace?list=queue')
  await expect(listed(rosa, /And I wait|I came third/)).toHaveCount(2)

  await leaving.page.getByRole('button', { name: 'Leave the queue' }).click()
  const sure = leaving.page.getByRole('alertdialog')
  await sure.getByRole('button', { name: 'Leave the queue' }).click()
  await expectState(desk, leaving, null, 'ended')
  await expect(listed(rosa, 'I came third')).toHaveCount(0)

  await endAsCustomer(served)
  await expectState(desk, served, null, 'ended')
  await rosa.goto('/workspace')
  await expect(section(rosa, 'Waiting for you').getByRole('listitem')).toHaveCount(1)
  await expectState(desk, waiting, null, 'awaiting_agent')
  expect(await desk.seenBy(waiting)).toMatchObject({ creationType: 'queued', agent: { name: 'Rosa' } })
  await openListed(rosa, 'And I wait')
  await expect(rosa.getByText(/queued \d+:\d\d → Rosa/)).toBeVisible()
  await expect(rosa.getByRole('log').getByText('Written while waiting').first()).toBeVisible()
  await reply(rosa, 'Now you')
  await expectState(desk, waiting, null, 'awaiting_customer')
  await expect(section(rosa, 'Waiting for them').getByRole('listitem')).toHaveCount(1)
})

test('offline: the message is kept, and worked off from its list through the same states', async ({
  open,
}) => {
  const desk = await open({ people: [{ name: 'Rosa' }] })
  const rosa = await desk.enter('Rosa')
  await choose(rosa, 'offline')
  const customer = await desk.visit()
  await customer.say('Nobody there?')
  await expectState(desk, customer, null, 'awaiting_agent')
  expect(await desk.seenBy(customer)).toMatchObject({ creationType: 'offline', reason: 'all_offline' })
  await expect(customer.page.getByText('Your message is saved')).toBeVisible()

  await rosa.goto('/workspace?list=offline')
  await openListed(rosa, 'Nobody there?')
  await expect(rosa.getByText(/left a message → Rosa/)).toBeVisible()
  await reply(rosa, 'Here I am')
  await expect(customer.log.getByText('Here I am')).toBeVisible()
  await expectState(desk, customer, null, 'awaiting_customer')
  await customer.say('Good to hear')
  await expectState(desk, customer, null, 'awaiting_agent')
  await expect(rosa.getByRole('log').getByText('Good to hear')).toBeVisible()
  await endAs(rosa)
  await expectState(desk, customer, null, 'ended')
  await expect(rosa.getByText('Ended. Notes can still be added.')).toBeVisible()
})

test('a supervisor takes over; what is assigned anew goes to somebody else', async ({ open }) => {
  const desk = await open({ people: [{ name: 'Rosa' }, { name: 'Lena', supervisor: true }] })
  const rosa = await desk.enter('Rosa')
  const customer = await desk.visit()
  await customer.say('I want to speak to your boss')
  await expectState(desk, customer, rosa, 'awaiting_agent')
  await openListed(rosa, 'your boss')
  await reply(rosa, 'One moment')
  await expectState(desk, customer, rosa, 'awaiting_customer')

  const lena = await desk.enter('Lena')
  const id = (await desk.seenBy(customer))?.id
  await lena.goto(`/workspace?conversation=${id}`)
  await lena.getByRole('button', { name: 'Take over' }).click()
  await dialog(lena).getByRole('button', { name: 'Take over' }).click()
  await expect(customer.log.getByText('You are now talking to Lena')).toBeVisible()
  await expectState(desk, customer, lena, 'awaiting_agent')
  await expect(section(rosa, 'Waiting for them')).toHaveCount(0)
  await reply(lena, 'I am the boss')
  await expectState(desk, customer, lena, 'awaiting_customer')

  const anew = await lena.request.post(`/api/v1/agent/conversations/${id}/reassign`, {
    data: { reason: 'back to the desk' },
  })
  expect(anew.status(), await anew.text()).toBe(200)
  await expectState(desk, customer, rosa, 'awaiting_agent')
  await expect(section(lena, 'Waiting for them')).toHaveCount(0)
  expect(await desk.seenBy(customer)).toMatchObject({ creationType: 'direct', agent: { name: 'Rosa' } })
})

test('ending with confirmation: not solved, the customer writes, the agent writes, solved', async ({
  open,
}) => {
  const desk = await open({ people: [{ name: 'Rosa' }], confirmClosing: true })
  const rosa = await desk.enter('Rosa')
  const customer = await desk.visit()
  await customer.say('My code does not work')
  await openListed(rosa, 'My code does not work')
  await reply(rosa, 'Try this one')
  await endAs(rosa)
  await expectState(desk, customer, rosa, 'awaiting_confirmation')
  await customer.page.getByRole('button', { name: 'No, not yet' }).click()
  await expectState(desk, customer, rosa, 'awaiting_agent')
  await expect(rosa.getByRole('log').getByText('The customer says it is not solved')).toBeVisible()

  await endAs(rosa)
  await expectState(desk, customer, rosa, 'awaiting_confirmation')
  await customer.say('It is still refused')
  await expectState(desk, customer, rosa, 'awaiting_agent')

  await endAs(rosa)
  await expectState(desk, customer, rosa, 'awaiting_confirmation')
  await reply(rosa, 'Wait, here is a new one')
  await expectState(desk, customer, rosa, 'awaiting_customer')

  await endAs(rosa)
  await customer.page.getByRole('button', { name: 'Yes, solved' }).click()
  await expectState(desk, customer, rosa, 'ended')
})

test('time: silent, reminded with a countdown, answered; and ended by the system when nobody answers', async ({
  open,
}) => {
  const desk = await open({
    people: [{ name: 'Rosa' }],
    confirmClosing: true,
    thresholds: { silenceMs: 3_000, countdownMs: 12_000, confirmationMs: 5_000 },
  })
  const rosa = await desk.enter('Rosa')
  const customer = await desk.visit()
  const { page } = customer
  await customer.say('Are you quick?')
  await openListed(rosa, 'Are you quick?')
  await reply(rosa, 'Quite')
  await expectState(desk, customer, rosa, 'awaiting_customer')
  await expect(page.getByRole('timer')).toHaveText(/This chat closes in 0:\d\d\./)
  await page.getByRole('button', { name: "I'm still here" }).click()
  await expectState(desk, customer, rosa, 'awaiting_agent')
  await expect(page.getByRole('timer')).toHaveCount(0)

  await reply(rosa, 'Good')
  await expect(page.getByRole('timer')).toBeVisible()
  await expectState(desk, customer, rosa, 'ended_by_system')
  await page.getByRole('button', { name: 'Continue this conversation' }).click()
  await customer.say('I was away')
  await expectState(desk, customer, rosa, 'awaiting_agent')

  await endAs(rosa)
  await expect(page.getByText('Is your question answered?')).toBeVisible()
  await expectState(desk, customer, rosa, 'ended_by_system')
})

test('queued: who is gone past the grace has given up; when the last agent leaves, it becomes a message', async ({
  open,
}) => {
  const desk = await open({
    people: [{ name: 'Rosa', capacity: 1 }],
    thresholds: { queueGraceMs: 12_000 },
  })
  const rosa = await desk.enter('Rosa')
  const [served, gone, staying] = [await desk.visit(), await desk.visit(), await desk.visit()]
  await served.say('I came first')
  await expectState(desk, served, rosa, 'awaiting_agent')
  await gone.say('I do not wait')
  await expectState(desk, gone, null, 'queued')
  await staying.say('I do wait')
  await expect(staying.page.getByText('2nd in line')).toBeVisible()
  await rosa.goto('/workspace?list=queue')
  await expect(listed(rosa, 'I do not wait')).toBeVisible()

  const address = gone.page.url()
  await gone.page.goto('about:blank')
  await expect(listed(rosa, 'I do not wait')).toHaveCount(0, { timeout: 40_000 })
  await expect(staying.page.getByText('You are next in line')).toBeVisible()
  await gone.page.goto(address)
  await expect.poll(async () => (await desk.seenBy(gone))?.status).toBe('ended_by_system')
  await expect(gone.page.getByRole('button', { name: 'Leave the queue' })).toHaveCount(0)

  await choose(rosa, 'offline')
  await expectState(desk, staying, null, 'awaiting_agent')
  expect(await desk.seenBy(staying)).toMatchObject({ creationType: 'offline' })
  await expect(staying.page.getByText('Your message is saved')).toBeVisible()
  await rosa.goto('/workspace?list=offline')
  await expect(listed(rosa, 'I do wait')).toBeVisible()
})
