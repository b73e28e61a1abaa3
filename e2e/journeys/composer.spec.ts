import type { Page } from '@playwright/test'
import { type Customer, expect, listed, test } from '../fixtures/people'

const returns = ['Returns & refunds', 'Return an item'] as const

const log = (agent: Page) => agent.getByRole('log')
const reply = (agent: Page) => agent.getByRole('textbox', { name: /^Reply to/ })
const message = (agent: Page, text: string) =>
  log(agent).locator('[data-seq]').filter({ hasText: text }).first()

async function open(agent: Page, customer: Customer, text: string): Promise<void> {
  await customer.choose(...returns)
  await customer.say(text)
  await listed(agent, text).getByRole('button').click()
  await expect(log(agent).getByText(text)).toBeVisible()
}

async function act(agent: Page, text: string, name: string | RegExp): Promise<void> {
  await message(agent, text).hover()
  await message(agent, text).getByRole('button', { name: 'Message actions' }).click()
  await agent.getByRole('menuitem', { name }).click()
}

/** A picture of four points, as a browser makes it. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==',
  'base64',
)

test('emoji are found by word and inserted by key, and a quick reply by its shortcut, with its gaps', async ({
  agent,
  customer,
}) => {
  const made = await agent.request.post('/api/trpc/conversations.createQuickReply', {
    data: {
      ...{ scope: 'own', groupId: null, shortcut: 'postage', title: 'Return label' },
      text: 'Dear {{customer.name}}, the label of order {{order.id}} comes by e-mail. {{agent.name}}',
    },
  })
  expect([200, 409]).toContain(made.status())
  await open(agent, customer, 'Where is my label?')

  await agent.getByRole('button', { name: 'Emoji', exact: true }).click()
  await agent.getByRole('textbox', { name: 'Search emoji' }).fill('thanks')
  await agent.keyboard.press('Enter')
  await expect(reply(agent)).toBeFocused()
  await expect(reply(agent)).toHaveValue('🙏')
  await agent.keyboard.press('Enter')
  await expect(customer.log.getByText('🙏')).toBeVisible()

  await agent.keyboard.type('/posta')
  await expect(agent.getByRole('option', { name: /Return label/ })).toHaveAttribute('aria-selected', 'true')
  await agent.keyboard.press('Enter')
  await expect(reply(agent)).toHaveValue(/^Dear Visitor .*order \{\{order\.id\}\} comes by e-mail\. Mei/)
  await agent.keyboard.press('Enter')
  await expect(agent.getByRole('alert').getByText(/Not filled in yet: \{\{order\.id\}\}/)).toBeVisible()
  await agent.keyboard.type('A-17')
  await agent.keyboard.press('Enter')
  await expect(customer.log.getByText(/order A-17 comes by e-mail/)).toBeVisible()
})

test('files are pasted and dropped, looked at, left out again, and sent with the text', async ({
  agent,
  customer,
}) => {
  await open(agent, customer, 'May I see it?')
  await reply(agent).focus()
  const put = (kind: 'paste' | 'drop', files: { name: string; type: string; bytes: number[] }[]) =>
    reply(agent).evaluate(
      (target, { kind, files }) => {
        const data = new DataTransfer()
        for (const { name, type, bytes } of files)
          data.items.add(new File([new Uint8Array(bytes)], name, { type }))
        const event =
          kind === 'paste'
            ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
            : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
        target.dispatchEvent(event)
      },
      { kind, files },
    )
  await put('paste', [{ name: 'tent.png', type: 'image/png', bytes: [...png] }])
  await put('drop', [
    { name: 'notes.txt', type: 'text/plain', bytes: [104, 105] },
    { name: 'wrong.txt', type: 'text/plain', bytes: [104] },
    { name: 'empty.txt', type: 'text/plain', bytes: [] },
  ])
  const staged = agent.getByRole('list', { name: 'Files to send' }).getByRole('listitem')
  await expect(staged).toHaveCount(4)
  await expect(staged.filter({ hasText: 'empty.txt' })).toContainText('will not be sent')
  await agent.getByRole('button', { name: 'Remove wrong.txt' }).click()
  await reply(agent).fill('Here they are')
  await agent.keyboard.press('Enter')
  await expect(staged).toHaveCount(0)

  await expect(log(agent).getByRole('link', { name: /notes\.txt/ })).toBeVisible()
  await agent.getByRole('button', { name: 'Show tent.png large' }).click()
  await expect(agent.getByRole('dialog').getByRole('img', { name: 'tent.png' })).toBeVisible()
  await agent.keyboard.press('Escape')
  await expect(customer.log.getByText('Here they are')).toBeVisible()
  await expect(log(agent).getByText('wrong.txt')).toHaveCount(0)
})

test('a file that the server refuses stays with the reason and can be given up', async ({
  agent,
  customer,
}) => {
  await open(agent, customer, 'Send me the page')
  await agent
    .getByRole('button', { name: 'Attach files' })
    .locator('..')
    .locator('input[type=file]')
    .setInputFiles({
      ...{
        name: 'page.html',
        mimeType: 'text/html',
        buffer: Buffer.from('<!doctype html><script>1</script>'),
      },
    })
  await agent.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(log(agent).getByText('This kind of file is not accepted.')).toBeVisible()
  await log(agent).getByRole('button', { name: 'Discard' }).click()
  await expect(log(agent).getByText('page.html')).toHaveCount(0)
})

test('a message is quoted, the quote leads back to it, and an own message is recalled for both', async ({
  agent,
  customer,
}) => {
  await open(agent, customer, 'Is it blue?')
  await act(agent, 'Is it blue?', 'Quote')
  await expect(agent.getByText(/^Answering Visitor/)).toBeVisible()
  await reply(agent).fill('No, green')
  await agent.keyboard.press('Enter')
  await expect(
    message(agent, 'No, green').getByRole('button', { name: /quoted message.*Is it blue/ }),
  ).toBeVisible()
  await expect(agent.getByText(/^Answering Visitor/)).toHaveCount(0)
  await message(agent, 'No, green')
    .getByRole('button', { name: /quoted message/ })
    .click()
  await expect(log(agent).locator('[data-found]')).toContainText('Is it blue?')

  await reply(agent).fill('Wrong customer, sorry')
  await agent.keyboard.press('Enter')
  await expect(customer.log.getByText('Wrong customer, sorry')).toBeVisible()
  await act(agent, 'Wrong customer, sorry', /^Recall \(/)
  await expect(log(agent).getByText('You recalled a message')).toBeVisible()
  await expect(log(agent).getByText('Wrong customer, sorry')).toHaveCount(0)
  await expect(listed(agent, 'No, green')).toBeVisible()
  await customer.page.reload()
  await expect(customer.log.getByText('No, green')).toBeVisible()
  await expect(customer.log.getByText('Wrong customer, sorry')).toHaveCount(0)
  await message(agent, 'Is it blue?').hover()
  await message(agent, 'Is it blue?').getByRole('button', { name: 'Message actions' }).click()
  await expect(agent.getByRole('menuitem', { name: /Recall/ })).toHaveCount(0)
})

test('a note names a colleague on amber paper, and the customer never sees it', async ({
  agent,
  customer,
}) => {
  await open(agent, customer, 'Something difficult')
  await agent.getByRole('radiogroup', { name: 'Reply or note' }).getByText('Note').click()
  const note = agent.getByRole('textbox', { name: 'Internal note' })
  await note.focus()
  await agent.keyboard.type('Please look, @')
  const first = agent.getByRole('listbox', { name: 'Colleagues' }).getByRole('option').first()
  const name = (await first.textContent()) ?? ''
  await agent.keyboard.press('Enter')
  await agent.keyboard.type('today')
  await agent.keyboard.press('Enter')
  await expect(log(agent).locator('mark')).toHaveText(`@${name.replaceAll(' ', '\u00a0')}`)
  await expect(log(agent).getByText(/Note by Mei/)).toBeVisible()
  await expect(reply(agent)).toBeVisible()
  await reply(agent).fill('One moment')
  await agent.keyboard.press('Enter')
  await expect(customer.log.getByText('One moment')).toBeVisible()
  await expect(customer.log.getByText(/Please look/)).toHaveCount(0)
})

test('a voice message is recorded, heard before it is sent, and played in the chat', async ({
  agent,
  customer,
}) => {
  await open(agent, customer, 'Call me?')
  await agent.getByRole('button', { name: 'Record a voice message' }).click()
  await expect(agent.getByText('Recording', { exact: true })).toBeVisible()
  await expect(agent.getByText('0:01 / 2:00')).toBeVisible()
  await agent.getByRole('button', { name: 'Stop', exact: true }).click()
  const staged = agent.getByRole('list', { name: 'Files to send' })
  await expect(staged.locator('audio')).toBeVisible()
  await agent.getByRole('button', { name: 'Send', exact: true }).click()
  const player = log(agent).locator('audio')
  await expect(player).toHaveAttribute('aria-label', /^Voice message voice\./)
  // It is sound, and the server gives the part that is asked for.
  const source = (await player.getAttribute('src')) ?? ''
  const part = await agent.request.get(source, { headers: { range: 'bytes=0-9' } })
  expect([part.status(), (await part.body()).length]).toEqual([206, 10])
  expect(await player.evaluate((element: HTMLAudioElement) => element.play().then(() => 'plays'))).toBe(
    'plays',
  )
})

test('a card is sent, and quick replies are kept on their own page', async ({ agent, customer }) => {
  await open(agent, customer, 'What do you recommend?')
  await agent.getByRole('button', { name: 'Send an order or product card' }).click()
  const dialog = agent.getByRole('dialog')
  await dialog.getByText('Fill in').click()
  await dialog.getByLabel('Name').fill('Tent Fjord 2')
  await dialog.getByLabel('Price').fill('129 EUR')
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(log(agent).getByText('Tent Fjord 2')).toBeVisible()
  await expect(customer.log.getByText('Tent Fjord 2')).toBeVisible()

  const shortcut = `care-${Date.now()}`
  await agent.goto('/admin/quick-replies')
  await agent.getByRole('button', { name: 'New quick reply' }).first().click()
  const drawer = agent.getByRole('dialog')
  await drawer.getByLabel('Shortcut').fill(shortcut)
  await drawer.getByLabel('Name').fill('How to care for it')
  await drawer.getByLabel('Text').fill('Dry it, {{customer.name}}. {{nonsense}}')
  await expect(drawer.getByText(/\{\{nonsense\}\} is not known/)).toBeVisible()
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer).toBeHidden()
  await expect(agent.getByRole('row', { name: new RegExp(shortcut) })).toBeVisible()
})
