import AxeBuilder from '@axe-core/playwright'
import { expect, listed, test } from '../fixtures/people'
import { endAll, PICTURE, withSession } from '../fixtures/window'

const { launchOptions } = {
  launchOptions: process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : {},
}

test.use({
  launchOptions: {
    ...launchOptions,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  },
})

test.afterEach(({ customer }) => endAll(customer.page))

const returns = ['Returns & refunds', 'Return an item'] as const
const picture = { name: 'tent.png', mimeType: 'image/png', buffer: PICTURE }

test('a picture is seen before it is sent, stands small in the log and opens large; what is too large stays here', async ({
  agent,
  customer,
}) => {
  const { page } = customer
  await customer.choose(...returns)
  await customer.say('Look at this')
  await listed(agent, 'Look at this').getByRole('button').click()
  await page.getByRole('button', { name: 'Attach' }).click()
  await page.getByLabel('Picture or video').setInputFiles(picture)
  await expect(page.getByRole('list', { name: 'To be sent' }).getByText('tent.png')).toBeVisible()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const small = customer.log.getByRole('button', { name: 'Show picture tent.png large' })
  await expect(small.locator('img')).toBeVisible()
  await small.click()
  await expect(page.getByRole('dialog', { name: 'tent.png' }).getByRole('img')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  await page.getByRole('button', { name: 'Attach' }).click()
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(10 * 1024 * 1024 + 1) })
  await expect(page.getByText('The file is larger than 10 MB.')).toBeVisible()
  await page.getByRole('button', { name: 'Remove film.mp4' }).click()

  await expect(
    agent
      .getByRole('log')
      .getByText(/tent\.png/)
      .or(agent.getByRole('log').getByRole('img'))
      .first(),
  ).toBeVisible()
})

test('a picture is pasted and a text file is dropped; what the server refuses says so and can be thrown away', async ({
  customer,
}) => {
  const { page } = customer
  await customer.say('Two files follow')
  await page.evaluate(
    async (bytes) => {
      const data = new DataTransfer()
      data.items.add(new File([new Uint8Array(bytes)], 'pasted.png', { type: 'image/png' }))
      document.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
      const drop = new DataTransfer()
      drop.items.add(new File(['<script>alert(1)</script>'], 'page.txt', { type: 'text/plain' }))
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: drop, bubbles: true, cancelable: true }))
    },
    [...PICTURE],
  )
  await expect(page.getByRole('list', { name: 'To be sent' }).getByRole('listitem')).toHaveCount(2)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(customer.log.getByRole('button', { name: 'Show picture pasted.png large' })).toBeVisible()
  await expect(customer.log.getByText('Files of this kind cannot be sent.')).toBeVisible()
  await customer.log.getByRole('button', { name: 'Discard' }).click()
  await expect(customer.log.getByText('page.txt')).toBeHidden()
})

test('a voice message is recorded, heard before it is sent, and plays in the log', async ({ customer }) => {
  const { page } = customer
  await customer.say('Listen')
  await page.getByRole('button', { name: 'Record a voice message' }).click()
  await expect(page.getByText('0:01', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('list', { name: 'To be sent' }).locator('audio')).toBeVisible()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await customer.log.getByRole('button', { name: /^Play voice message/ }).click()
  await expect(customer.log.locator('audio')).toHaveJSProperty('error', null)
  await expect
    .poll(() => customer.log.locator('audio').evaluate((a: HTMLAudioElement) => a.readyState))
    .toBeGreaterThan(0)
})

test('a microphone that is refused is told in words, and writing goes on', async ({ customer }) => {
  const { page } = customer
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await page.getByRole('button', { name: 'Record a voice message' }).click()
  await expect(page.getByRole('alert').getByText(/microphone is not allowed/)).toBeVisible()
  await page.getByRole('button', { name: 'Cancel recording' }).click()
  await customer.say('Then in words')
})

test('an emoji is found by its name and lands at the caret; a part that does not load loses no word', async ({
  customer,
}) => {
  const { page } = customer
  await customer.input.fill('Parcel')
  await page.route('**/chat-assets/emoji-picker*', (route) => route.abort())
  await page.getByRole('button', { name: 'Emoji' }).click()
  await expect(page.getByText('This part could not be loaded.')).toBeVisible()
  await page.unroute('**/chat-assets/emoji-picker*')
  await page.getByRole('button', { name: 'Try again' }).click()
  const search = page.getByRole('searchbox', { name: 'Search emoji' })
  await search
    .or(page.getByRole('button', { name: 'Load again' }))
    .first()
    .waitFor()
  if (!(await search.isVisible())) {
    await page.getByRole('button', { name: 'Load again' }).click()
    await page.getByRole('button', { name: 'Emoji' }).click()
  }
  await expect(customer.input).toHaveValue('Parcel')
  await search.fill('parcel')
  await page.getByRole('button', { name: /^📦/ }).click()
  await expect(customer.input).toHaveValue(/📦/)
})

test('a message is quoted and taken back', async ({ agent, customer }) => {
  const { page } = customer
  await customer.choose(...returns)
  await customer.say('Which size do you have?')
  await listed(agent, 'Which size').getByRole('button').click()
  await agent.getByRole('textbox', { name: /^Reply to/ }).fill('We have 38 and 39.')
  await agent.keyboard.press('Enter')
  const answer = customer.log.getByText('We have 38 and 39.')
  await expect(answer).toBeVisible()
  await answer.hover()
  await page.getByRole('button', { name: 'More about this message' }).last().click()
  await page.getByRole('button', { name: 'Quote', exact: true }).click()
  await expect(page.getByText('Answering: We have 38 and 39.')).toBeVisible()
  await customer.say('The first one')
  await expect(customer.log.getByRole('button', { name: /^Answers Mei: We have 38/ })).toBeVisible()
})

test('earlier conversations are read back without losing the place, and one tap leads to the newest', async ({
  customer,
}) => {
  const { page } = customer
  await withSession(page, ({ channel }) => {
    channel.settings.reopen = 'new'
  })
  const anew = page.getByRole('button', { name: 'Start a new conversation' })
  // Another topic each time, so that each is a conversation of its own.
  const begin = async (topic: string) => {
    await page.goto(`/c/demo-web?product=${topic}`)
    await expect(anew.or(customer.input)).toBeVisible()
    if (await anew.isVisible()) await anew.click()
  }
  for (const n of [1, 2, 3]) {
    await begin(`case-${n}`)
    for (let line = 0; line < 8; line += 1) await customer.say(`Case ${n}, line ${line}`)
    await page.getByRole('button', { name: 'End conversation' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'End conversation' }).click()
    await expect(anew).toBeVisible()
  }
  await begin('case-4')
  await customer.say('Case 4')
  const past = page.getByRole('region', { name: 'Earlier conversations' })
  const more = page.getByRole('button', { name: 'Show earlier conversations' })
  // Near the top of a short log they come by themselves, and the button is gone.
  await expect(async () => {
    if (await more.isVisible()) await more.click({ timeout: 2_000 })
    await expect(past.getByText('Case 1, line 0')).toBeAttached({ timeout: 2_000 })
  }).toPass()
  await expect(past.getByText(/^Conversation \d+ · Today$/).first()).toBeAttached()
  await past.getByText('Case 1, line 0').scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: 'Newest' }).click()
  await expect(customer.log.getByText('Case 4')).toBeInViewport()
})

test('the countdown is seen, and one tap answers it', async ({ agent, customer }) => {
  const { page } = customer
  await customer.choose(...returns)
  await customer.say('Hello there')
  await expect(listed(agent, 'Hello there')).toBeVisible()
  await withSession(page, (session) => {
    const conversation = session.conversation as Record<string, unknown>
    conversation.countdownEndsAt = new Date(Date.now() + 105_000).toISOString()
  })
  await page.reload()
  await expect(page.getByText('Are you still there?')).toBeVisible()
  await expect(page.getByRole('timer')).toHaveText(/This chat closes in 1:\d\d\./)
  await page.getByRole('button', { name: "I'm still here" }).click()
  await expect(customer.log.getByText('Yes, I am still here.')).toBeVisible()
  await expect(page.getByText('Are you still there?')).toBeHidden()
})

test('a form is asked before the chat, names what is wrong, and a menu sends its question', async ({
  customer,
}) => {
  const { page } = customer
  await withSession(page, ({ channel }) => {
    channel.settings.form = [
      { key: 'name', label: { en: 'Name' }, type: 'text', options: [], required: true },
      { key: 'mail', label: { en: 'E-mail' }, type: 'email', options: [], required: false },
      {
        ...{ key: 'about', label: { en: 'Size of your order' }, type: 'choice', required: true },
        options: [{ value: 's', label: { en: 'Small' } }],
      },
    ]
    channel.settings.menu = [
      { label: { en: 'Our shop' }, action: { kind: 'link', url: 'https://shop.example/' } },
      { label: { en: 'Opening hours' }, action: { kind: 'text', text: { en: 'When are you open?' } } },
    ]
  })
  await page.reload()
  await page.getByLabel('E-mail').fill('nobody')
  await page.getByRole('button', { name: 'Start the chat' }).click()
  await expect(page.getByText('Please fill this in.')).toHaveCount(2)
  await expect(page.getByText('This is not an e-mail address.')).toBeVisible()
  await expect(page.getByLabel('Name')).toBeFocused()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByLabel('Name').fill('Ana')
  await page.getByLabel('E-mail').fill('ana@example.test')
  await page.getByLabel('Size of your order').selectOption('Small')
  await page.getByRole('button', { name: 'Start the chat' }).click()
  await expect(page.getByRole('link', { name: 'Our shop' })).toHaveAttribute('rel', /noopener/)
  await page.getByRole('button', { name: 'Opening hours' }).click()
  await expect(customer.log.getByText('When are you open?')).toBeVisible()
})

test('while closed a message is left with a way back', async ({ customer }) => {
  const { page } = customer
  await withSession(page, ({ channel }) => {
    channel.openNow = false
    channel.settings.contact = 'required'
  })
  await page.reload()
  await page.getByLabel('Your message').fill('Please call me')
  await page.getByRole('button', { name: 'Leave message' }).click()
  await expect(page.getByText('An e-mail address or a telephone number is needed.')).toBeVisible()
  await page.getByLabel('Telephone').fill('+49 30 123456')
  const opened = page.waitForRequest((request) => request.url().endsWith('/api/v1/conversations'))
  await page.getByRole('button', { name: 'Leave message' }).click()
  expect((await opened).postDataJSON()).toMatchObject({ contact: { phone: '+49 30 123456' } })
  await expect(customer.log.getByText('Please call me')).toBeVisible()
})

test('a rating has the words of its score', async ({ agent, customer }) => {
  const { page } = customer
  await withSession(page, ({ channel }) => {
    channel.settings.closingWords = { en: 'Enjoy your walk.' }
    channel.settings.ratingTags = [
      { key: 'slow', names: { en: 'Slow answers' }, scores: [1, 2] },
      { key: 'kind', names: { en: 'Friendly' }, scores: [4, 5] },
    ]
  })
  await page.reload()
  await customer.choose(...returns)
  await customer.say('Thank you for everything')
  await listed(agent, 'Thank you for everything').getByRole('button').click()
  await agent.getByRole('textbox', { name: /^Reply to/ }).fill('You are welcome')
  await agent.keyboard.press('Enter')
  await expect(customer.log.getByText('You are welcome')).toBeVisible()
  await page.getByRole('button', { name: 'End conversation' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End conversation' }).click()
  await expect(page.getByText('Enjoy your walk.')).toBeVisible()
  await page.getByRole('radio', { name: /^5 stars/ }).check({ force: true })
  await expect(page.getByText('Slow answers')).toBeHidden()
  await page.getByText('Friendly').click()
  const rated = page.waitForRequest((request) => request.url().endsWith('/rating'))
  await page.getByRole('button', { name: 'Send rating' }).click()
  expect((await rated).postDataJSON()).toEqual({ score: 5, tags: ['kind'] })
})
