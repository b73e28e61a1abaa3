import type { Page } from '@playwright/test'
import { barriersInBoth } from '../fixtures/barriers'
import { expect, passwordOf, test } from '../fixtures/people'
import { withSession } from '../fixtures/window'

test.use({ trace: 'off' })

type Conversation = Record<string, unknown>

/** The window with the conversation that is there, as the server might also tell of it. */
const told: Record<string, { as: Conversation; seen: RegExp }> = {
  'in the queue, with a choice': {
    as: {
      status: 'queued',
      agent: null,
      queue: { position: 2, estimatedWaitSeconds: 130, choice: { group: null } },
    },
    seen: /2nd in line/,
  },
  'a message that was left': {
    as: {
      status: 'awaiting_agent',
      creationType: 'offline',
      agent: null,
      reason: 'all_offline',
      live: false,
    },
    seen: /Your message is saved/,
  },
  'asked whether it is solved': {
    as: { status: 'awaiting_confirmation' },
    seen: /Is your question answered/,
  },
  'about to close': {
    as: { status: 'awaiting_customer', countdownEndsAt: new Date(Date.now() + 3_600_000).toISOString() },
    seen: /Are you still there/,
  },
  'ended, to be rated': {
    as: { status: 'ended', endedAt: new Date().toISOString(), canRate: true },
    seen: /How was it/,
  },
  'closed by itself, rated': {
    as: {
      ...{ status: 'ended_by_system', endedAt: new Date().toISOString(), canRate: false },
      rating: { score: 5, tags: [], comment: null },
    },
    seen: /closed because nothing was written/,
  },
}

test("the customer's window has no known barrier in any of its states", async ({ customer }) => {
  test.setTimeout(180_000)
  const { page } = customer
  const found: Record<string, string[]> = {}
  const judge = async (state: string) => {
    found[state] = await barriersInBoth(page)
  }
  await expect(customer.input).toBeVisible()
  await judge('open')
  await page.getByRole('button', { name: 'Emoji' }).click()
  await expect(page.getByRole('searchbox', { name: 'Search emoji' })).toBeVisible()
  await judge('emoji')
  await page.getByRole('button', { name: 'Attach', exact: true }).click()
  await expect(page.getByLabel('Picture or video')).toBeAttached()
  await judge('attach')
  await page.keyboard.press('Escape')

  await customer.choose('Returns & refunds', 'Return an item')
  await customer.say('What does this look like?')
  await expect(customer.log.getByText(/^(Sent|· Sent|.*· (Sent|Read))$/).first()).toBeVisible()
  await page.getByRole('button', { name: 'End conversation' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await judge('asked before it ends')
  await page.getByRole('button', { name: 'Keep chatting' }).click()

  for (const [state, { as, seen }] of Object.entries(told)) {
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await withSession(page, (session) => Object.assign(session.conversation as Conversation, as))
    await page.reload()
    await expect(page.getByText(seen).first()).toBeVisible()
    await judge(state)
  }

  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.reload()
  await expect(customer.input).toBeVisible()
  await page.context().setOffline(true)
  await expect(page.getByText(/You are offline|No connection/)).toBeVisible()
  await judge('offline')
  await page.context().setOffline(false)

  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await withSession(page, (session) => {
    session.conversation = null
    session.channel.openNow = false
    session.channel.settings.contact = 'required'
  })
  await page.reload()
  await page.getByRole('button', { name: 'Leave message' }).click()
  await expect(page.getByText('Please fill this in.').first()).toBeVisible()
  await judge('closed, the form refused')

  for (const [code, status] of [
    ['forbidden', 403],
    ['unavailable', 503],
  ] as const) {
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.route('**/api/v1/customers/sessions', (route) =>
      route.fulfill({ status, json: { type: 'about:blank', title: code, status, code } }),
    )
    await page.reload()
    await expect(page.getByRole('heading', { name: 'The chat could not be loaded' })).toBeVisible()
    await judge(code)
  }
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.goto('/help/demo-web')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await judge('help page')
  expect(Object.entries(found).filter(([, faults]) => faults.length > 0)).toEqual([])
})

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill('admin@fernhalde.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf('admin@fernhalde.example'))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible()
}

const button = (name: string | RegExp) => (page: Page) =>
  page.locator('main').getByRole('button', { name }).first().click()
const item = (of: string | RegExp, name: string | RegExp) => async (page: Page) => {
  await button(of)(page)
  await page.getByRole('menuitem', { name }).first().click()
}
const press = (key: string) => (page: Page) => page.keyboard.press(key)
const OVERLAYS = '[role=dialog], [role=menu], [role=alertdialog]'

/** Place, what opens there, and how; each closes with Escape. */
const openings: [string, string, (page: Page) => Promise<unknown>][] = [
  ['/admin/groups', 'create', button(/^(New|Add|Create)/)],
  ['/admin/groups', 'edit', button('Warranty & repair')],
  ['/admin/groups', 'import', button(/Import/)],
  ['/admin/groups', 'columns', button(/Columns/)],
  ['/admin/groups', 'saved views', button(/Saved views/)],
  ['/admin/groups', 'menu of a row', button(/^Actions for/)],
  ['/admin/groups', 'history', item(/^Actions for/, /History/)],
  ['/admin/groups', 'delete', item(/^Actions for/, /Delete/)],
  ['/admin/groups', 'palette', press('Control+k')],
  ['/admin/groups', 'keys', press('?')],
  ['/admin/agents', 'create', button(/^(New|Add|Create|Invite)/)],
  ['/admin/routing', 'create', button(/^(New|Add|Create)/)],
  ['/tickets', 'create', button(/^(New|Add|Create)/)],
]

test('the console has no known barrier in what opens, in what is empty, and in what fails', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const found: Record<string, string[]> = {}
  const judge = async (state: string, within?: string) => {
    const faults = await barriersInBoth(page, within)
    if (faults.length > 0) found[state] = faults
  }
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('[aria-invalid=true]').first()).toBeVisible()
  await judge('sign-in, refused')
  await signIn(page)
  let at = ''
  for (const [place, what, open] of openings) {
    if (place !== at) await page.goto(place)
    at = place
    await expect(page.locator('main h1')).toBeVisible()
    await expect(page.locator('main [class*="Skeleton"]')).toHaveCount(0)
    await open(page)
    const overlay = page.locator(OVERLAYS).filter({ visible: true }).first()
    await expect(overlay).toBeVisible()
    await judge(`${place}: ${what}`, OVERLAYS)
    while ((await page.locator(OVERLAYS).filter({ visible: true }).count()) > 0) {
      await page.keyboard.press('Escape')
      await expect(overlay).toBeHidden()
    }
    if (what !== 'palette' && what !== 'keys') await expect(page.locator('body:focus')).toHaveCount(0)
  }

  await page.goto('/admin/groups?q=no-such-group-anywhere')
  await expect(page.getByText(/No .* match|Nothing matches|matches/i).first()).toBeVisible()
  await judge('nothing matches')
  let answer: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/trpc/**', async (route) => {
    if (!route.request().url().includes('roup')) return route.fallback()
    await held
    return route.fulfill({
      status: 500,
      json: [
        { error: { message: 'x', code: -32603, data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 } } },
      ],
    })
  })
  await page.goto('/admin/groups')
  await expect(page.locator('main [class*="Skeleton"]').first()).toBeVisible()
  await judge('loading')
  answer()
  await expect(page.locator('main').getByRole('alert')).toBeVisible()
  await judge('failed')
  await page.unrouteAll({ behavior: 'ignoreErrors' })

  await page.goto('/reports/groups')
  const number = page
    .getByRole('row', { name: /Returns & refunds/ })
    .first()
    .getByRole('button')
    .nth(1)
  await expect(number).not.toBeEmpty()
  await number.click()
  await expect(page.getByRole('dialog').getByRole('row').nth(1)).toBeVisible()
  await judge('drill-down', '[role=dialog]')
  expect(found).toEqual({})
})
