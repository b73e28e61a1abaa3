import type { Browser, Locator, Page } from '@playwright/test'
import { test as base, Customer, expect, listed, passwordOf } from '../fixtures/people'

/** Two agents of the payment desk, with nobody left over from before. */
const test = base.extend<{ ben: Page; nils: Page; payer: Customer }>({
  ben: async ({ browser }, use) => withPage(browser, 'ben@fernhalde.example', use),
  nils: async ({ browser }, use) => withPage(browser, 'nils@fernhalde.example', use),
  payer: async ({ browser }, use) => {
    const context = await browser.newContext({ viewport: { width: 420, height: 800 } })
    const page = await context.newPage()
    await page.goto('/c/demo-web')
    await use(new Customer(context, page))
    await context.close()
  },
})

async function withPage(browser: Browser, login: string, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto('/sign-in?next=/workspace')
  await page.getByLabel('Email').fill(login)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf('mei@fernhalde.example'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible()
  const mine = await page.request.get('/api/v1/agent/conversations?list=mine')
  const { items } = (await mine.json()) as { items: { id: string }[] }
  for (const { id } of items) await page.request.post(`/api/v1/agent/conversations/${id}/end`, { data: {} })
  await page.request.put('/api/v1/agent/status', { data: { status: 'online' } })
  await page.goto('/workspace')
  await use(page)
  await context.close()
}

const menu = async (page: Page, item: string | RegExp) => {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
const dialog = (page: Page) => page.getByRole('dialog')
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
/** The text field of a label that names its list of choices too. */
const field = (within: Locator, label: string) =>
  within.getByLabel(label, { exact: true }).and(within.page().locator('input'))
const pay = async (payer: Customer, text: string) => {
  await payer.choose('Payment & invoices', 'Payment did not work')
  await payer.say(text)
}

test('one is found by Chinese and English words and by number, and the filter is kept', async ({
  ben,
  payer,
}) => {
  await pay(payer, '我的信用卡付款失败了 marmalade')
  await expect(listed(ben, 'marmalade')).toBeVisible()
  await listed(ben, 'marmalade').getByRole('button').click()
  await menu(ben, /^Tags/)
  await field(dialog(ben), 'Tags').fill('card trouble')
  await ben.keyboard.press('Enter')
  await dialog(ben).getByRole('button', { name: 'Save' }).click()
  await expect(ben.getByRole('log').getByText(/added the tag card trouble/)).toBeVisible()

  await ben.getByRole('heading', { level: 2 }).first().click()
  await ben.keyboard.press('/')
  const search = ben.getByRole('searchbox', { name: 'Search conversations' })
  await expect(search).toBeFocused()
  for (const words of ['付款失败', 'marm', '信用卡 marmalade']) {
    await search.fill(words)
    await expect(ben.getByRole('status').getByText('1 conversation', { exact: true })).toBeVisible()
    await expect(listed(ben, 'marmalade').locator('mark').first()).toBeVisible()
  }
  await search.fill('marmalade 退货')
  await expect(ben.getByText('No conversation matches')).toBeVisible()
  await search.fill('')
  await ben.getByRole('button', { name: 'Filter', exact: true }).click()
  await field(ben.getByRole('group', { name: 'Filter' }), 'Tags').fill('card trouble')
  await ben.keyboard.press('Enter')
  await ben.keyboard.press('Escape')
  await expect(ben.getByRole('status').getByText('1 conversation', { exact: true })).toBeVisible()
  const number = /#\d+/.exec((await listed(ben, 'marmalade').textContent()) ?? '')?.[0] ?? ''

  await ben.getByRole('button', { name: 'Saved views' }).click()
  await ben.getByRole('menuitem', { name: 'Save this view' }).click()
  await dialog(ben).getByLabel('Name').fill('Cards')
  await dialog(ben).getByRole('button', { name: 'Save' }).click()
  await ben.goto('/workspace?list=all')
  await ben.getByRole('button', { name: 'Saved views' }).click()
  await ben.getByRole('menuitem', { name: 'Cards' }).click()
  await expect(ben.getByRole('status').getByText('1 conversation', { exact: true })).toBeVisible()
  await search.fill(number)
  await expect(listed(ben, number)).toBeVisible()
})

test('what is snoozed goes out of sight and comes back when the customer writes', async ({ ben, payer }) => {
  await pay(payer, 'Please look at it tomorrow')
  await listed(ben, 'look at it tomorrow').getByRole('button').click()
  await menu(ben, /^Snooze/)
  await dialog(ben)
    .getByRole('button', { name: /^Tomorrow/ })
    .click()
  await expect(section(ben, 'Snoozed').getByRole('listitem')).toHaveCount(1)
  await expect(ben.getByText(/^Snoozed until .*9:00/).first()).toBeVisible()
  await payer.say('No, now please')
  await expect(section(ben, 'Waiting for you').getByRole('listitem')).toHaveCount(1)
  await expect(section(ben, 'Snoozed')).toHaveCount(0)
})

test('a macro does several things with one key', async ({ ben, payer }) => {
  await pay(payer, 'Macro me')
  await listed(ben, 'Macro me').getByRole('button').click()
  await menu(ben, /^Macros/)
  await dialog(ben).getByRole('button', { name: 'New macro' }).click()
  await dialog(ben).getByLabel('Name').fill('Paid')
  await dialog(ben).getByRole('button', { name: 'Add a step' }).click()
  await ben.getByRole('menuitem', { name: 'Reply', exact: true }).click()
  await dialog(ben).getByRole('textbox', { name: '1. Reply' }).fill('{{agent.name}} has checked it')
  await dialog(ben).getByRole('button', { name: 'Add a step' }).click()
  await ben.getByRole('menuitem', { name: 'End' }).click()
  await dialog(ben).getByRole('button', { name: 'Save' }).click()
  await expect(dialog(ben).getByRole('button', { name: /Paid/ }).first()).toBeVisible()
  await ben.keyboard.press('Escape')
  await expect(dialog(ben)).toBeHidden()
  await ben.keyboard.press('1')
  await expect(payer.log.getByText('Ben has checked it')).toBeVisible()
  await expect(payer.page.getByText('This conversation has ended')).toBeVisible()
})

test('a colleague helps aside, unseen by the customer, and then as an advisor', async ({
  ben,
  nils,
  payer,
}) => {
  await pay(payer, 'My voucher is gone')
  await listed(ben, 'voucher').getByRole('button').click()
  await menu(ben, /^Consult/)
  await dialog(ben).getByRole('textbox', { name: 'Colleague' }).fill('Nils')
  await dialog(ben).getByRole('radio', { name: 'Nils' }).click()
  await dialog(ben).getByLabel('What it is about').fill('Do you know vouchers?')
  await dialog(ben).getByRole('button', { name: 'Consult', exact: true }).click()

  await section(nils, 'Asked me').getByRole('button').click()
  const chat = nils.getByRole('region', { name: 'Side chat with Ben' })
  await expect(chat.getByText('Do you know vouchers?')).toBeVisible()
  await expect(nils.getByRole('log', { name: /Messages with/ }).getByText('My voucher is gone')).toBeVisible()
  await chat.getByRole('textbox').fill('It expired on Monday')
  await chat.getByRole('textbox').press('Enter')
  const own = ben.getByRole('region', { name: 'Side chat with Nils' })
  await expect(own.getByText('It expired on Monday')).toBeVisible()
  await expect(payer.page.getByText('It expired on Monday')).toHaveCount(0)
  await own.getByRole('button', { name: 'Close' }).click()
  await expect(section(nils, 'Asked me')).toHaveCount(0)

  await menu(ben, /^Invite an advisor/)
  await dialog(ben).getByRole('radio', { name: 'Nils' }).click()
  await dialog(ben).getByRole('button', { name: 'Invite', exact: true }).click()
  await section(nils, 'Asked me').getByRole('button').click()
  const reply = nils.getByRole('textbox', { name: /^Reply to/ })
  await reply.fill('Nils here, I make you a new one')
  await reply.press('Enter')
  await expect(payer.log.getByText('Nils here, I make you a new one')).toBeVisible()
  await ben.getByRole('button', { name: 'Remove' }).click()
  await expect(section(nils, 'Asked me')).toHaveCount(0)
})

test('a transfer can be given back with a reason, which stands there after a reload', async ({
  ben,
  nils,
  payer,
}) => {
  await pay(payer, 'Hand me over')
  await listed(ben, 'Hand me over').getByRole('button').click()
  await ben.getByRole('button', { name: 'Transfer', exact: true }).click()
  await dialog(ben).getByRole('textbox', { name: 'Search by name' }).fill('Nils')
  await dialog(ben).getByRole('radio', { name: 'Nils' }).click()
  await dialog(ben).getByLabel('Reason').fill('an invoice question')
  await dialog(ben).getByRole('button', { name: 'Transfer', exact: true }).click()

  await listed(nils, 'Hand me over').getByRole('button').click()
  await expect(nils.getByRole('log').getByText('an invoice question')).toBeVisible()
  await menu(nils, /^Give back/)
  await dialog(nils).getByLabel('Reason').fill('no invoice at all')
  await dialog(nils).getByRole('button', { name: 'Give back' }).click()
  await listed(ben, 'Hand me over').getByRole('button').click()
  await ben.reload()
  await expect(ben.getByRole('log').getByText('an invoice question')).toBeVisible()
  await expect(ben.getByRole('log').getByText('no invoice at all')).toBeVisible()
})

test('keys of one letter can be switched off', async ({ ben, payer }) => {
  await pay(payer, 'Keys please')
  await listed(ben, 'Keys please').getByRole('button').click()
  await ben.getByRole('heading', { level: 2 }).first().click()
  await ben.keyboard.press('z')
  const snooze = ben.getByRole('dialog', { name: /^Snooze / })
  await expect(snooze).toBeVisible()
  await ben.keyboard.press('Escape')
  await expect(snooze).toBeHidden()
  await ben.keyboard.press('?')
  await dialog(ben).getByRole('switch', { name: 'Single-key shortcuts' }).click()
  await ben.keyboard.press('Escape')
  await expect(dialog(ben)).toBeHidden()
  await ben.keyboard.press('z')
  await ben.keyboard.press('Control+k')
  await expect(snooze).toBeHidden()
  await ben
    .getByRole('textbox', { name: 'Find a place or an action' })
    .or(ben.getByRole('dialog').getByRole('textbox'))
    .first()
    .fill('Snooze')
  await ben
    .getByRole('dialog')
    .getByRole('button', { name: /Snooze/ })
    .first()
    .click()
  await expect(snooze).toBeVisible()
})

test('every dialog of a conversation closes with Escape from its first field, and gives the focus back', async ({
  ben,
  payer,
}) => {
  await pay(payer, 'Escape please')
  await listed(ben, 'Escape please').getByRole('button').click()
  const acts = [/^Snooze/, /^Tags/, /macro/i, /^Consult/, /^Invite an advisor/, /^Call/]
  const ways = [
    ...acts.map((act) => () => menu(ben, act)),
    ...['Transfer', 'End'].map((name) => () => ben.getByRole('button', { name, exact: true }).click()),
  ]
  for (const open of ways) {
    await open()
    await expect(dialog(ben)).toBeVisible()
    await expect(dialog(ben).locator(':focus')).toHaveCount(1)
    await ben.keyboard.press('Escape')
    await expect(dialog(ben)).toHaveCount(0)
    await expect(ben.locator(':focus')).toHaveCount(1)
    await expect(ben.locator('body:focus')).toHaveCount(0)
  }
  await menu(ben, /^Tags/)
  await field(dialog(ben), 'Tags').fill('no such tag yet')
  await ben.keyboard.press('Escape')
  await expect(dialog(ben)).toHaveCount(0)
})

test('an administrator lets dispatch decide anew about one conversation of somebody else', async ({
  ben,
  payer,
  page: lead,
}) => {
  await pay(payer, 'Somebody else please')
  await listed(ben, 'Somebody else please').getByRole('button').click()
  await expect(ben).toHaveURL(/conversation=/)
  const id = new URL(ben.url()).searchParams.get('conversation') ?? ''
  await lead.goto(`/sign-in?next=/conversations/${id}`)
  await lead.getByLabel('Email').fill('admin@fernhalde.example')
  await lead.getByRole('textbox', { name: 'Password' }).fill(passwordOf('admin@fernhalde.example'))
  await lead.getByRole('button', { name: 'Sign in' }).click()
  await lead.getByRole('button', { name: 'Re-assign', exact: true }).click()
  await expect(dialog(lead).getByText(/Dispatch decides anew in/)).toBeVisible()
  await dialog(lead).getByLabel('Reason').fill('End of shift')
  await dialog(lead).getByRole('button', { name: 'Re-assign' }).click()
  await expect(dialog(lead).getByText('1 conversation was moved.')).toBeVisible()
})
