import type { Locator, Page } from '@playwright/test'
import { choose, expect, test } from '../fixtures/desk'
import { Keyboard } from '../fixtures/keyboard'
import { listed, passwordOf, status } from '../fixtures/people'

const dialog = (page: Page) => page.getByRole('dialog')
const reply = (page: Page) => page.getByRole('textbox', { name: /^Reply to/ })

/** What an agent does all day, with nothing but keys. */
class Shift {
  readonly hand: Keyboard

  constructor(readonly page: Page) {
    this.hand = new Keyboard(page)
  }

  async choose(item: string, shown = item): Promise<void> {
    await this.hand.to(status(this.page))
    await this.hand.press('Enter')
    const wanted = this.page.getByRole('menuitem', { name: item, exact: true })
    await expect(wanted).toBeVisible()
    await this.hand.to(wanted, 'ArrowDown')
    await this.hand.press('Enter')
    await expect(status(this.page)).toHaveAccessibleName(new RegExp(shown))
    await expect(status(this.page)).toBeFocused()
  }

  /** To whoever has waited longest, and into the answer. */
  async next(text: string): Promise<void> {
    await expect(listed(this.page, text)).toBeVisible()
    await this.out()
    await this.hand.press('n')
    await expect(this.page.getByRole('log').getByText(text)).toBeVisible()
    await expect(reply(this.page)).toBeFocused()
  }

  /** Out of the text, so that letters are commands. */
  async out(): Promise<void> {
    const typing = this.page.locator('textarea:focus, input:focus')
    if ((await typing.count()) > 0) await this.hand.press('Escape')
    await expect(typing).toHaveCount(0)
  }

  async say(text: string): Promise<void> {
    await this.hand.type(text)
    await this.hand.press('Enter')
    await expect(this.page.getByRole('log').getByText(text)).toBeVisible()
    await expect(reply(this.page)).toBeFocused()
  }

  async open(key: string): Promise<Locator> {
    await this.out()
    await this.hand.press(key)
    await expect(dialog(this.page)).toBeVisible()
    await expect(dialog(this.page).locator(':focus')).toHaveCount(1)
    return dialog(this.page)
  }

  /** Ends the one that is open, with a wrap-up found by a few letters. */
  async end(letters: string): Promise<void> {
    const asked = await this.open('e')
    await this.hand.type(letters)
    await expect(asked.getByRole('option').first()).toBeVisible()
    await this.hand.press('Enter', 'Enter')
    await expect(asked).toBeHidden()
    await this.hand.holds('the end')
  }
}

test('a whole shift of ten conversations by keyboard alone', async ({ open, browser }) => {
  test.setTimeout(240_000)
  const desk = await open({ people: [{ name: 'Kirsten' }, { name: 'Orla' }] })
  const orla = await desk.enter('Orla')
  await choose(orla, 'offline')
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  const shift = new Shift(page)
  const { hand } = shift

  await page.goto('/sign-in?next=/workspace')
  await expect(page.getByLabel('Email')).toBeFocused()
  await hand.type(desk.addressOf('Kirsten'))
  await hand.press('Tab')
  await hand.type(passwordOf('mei@fernhalde.example'))
  await hand.press('Enter')
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /skip/i })).toBeFocused()
  await hand.press('Enter')
  await shift.choose('Online')

  // Three at once: a quick reply, a file, a note.
  const first = await desk.call('Where is my parcel, please?')
  const second = await desk.call('The zip of my tent is torn')
  const third = await desk.call('Can I pay by invoice?')
  await shift.next(first.text)
  await hand.type('/tracking')
  await expect(page.getByRole('option', { name: /tracking/ }).first()).toBeVisible()
  await hand.press('Enter', 'Enter')
  await expect.poll(() => first.answers()).toEqual([expect.stringMatching(/^I am looking up where/)])

  await shift.next(second.text)
  await hand.type('Here is how you mend it')
  const chooser = page.waitForEvent('filechooser')
  await hand.to(page.getByRole('button', { name: /attach/i }))
  await page.keyboard.press('Enter')
  await (await chooser).setFiles({
    ...{ name: 'mend.txt', mimeType: 'text/plain', buffer: Buffer.from('Needle and thread') },
  })
  await expect(page.getByText('mend.txt')).toBeVisible()
  await hand.holds('a file')
  await hand.to(reply(page), 'Shift+Tab')
  await hand.press('Enter')
  await expect
    .poll(async () => (await second.answers()).sort())
    .toEqual(['Here is how you mend it', 'mend.txt'])

  await shift.next(third.text)
  await shift.out()
  await hand.press('i')
  await hand.type('Ask accounting first')
  await hand.press('Enter')
  await expect(page.getByRole('log').getByText('Ask accounting first')).toBeVisible()
  await shift.say('You can, from the second order on')
  await expect.poll(() => third.answers()).toEqual(['You can, from the second order on'])
  await shift.end('explained')
  await expect.poll(() => third.status()).toBe('ended')

  // Back to the first by the list's own keys, while something is begun.
  await first.say('Thank you, it has come')
  await shift.next('Thank you, it has come')
  await shift.end('label')
  await second.say('That was easy')
  await shift.next('That was easy')
  await shift.end('explained')

  // One is handed on, one is put off.
  const fourth = await desk.call('An invoice for my company')
  await shift.next(fourth.text)
  await choose(orla, 'online')
  const transfer = await shift.open('t')
  await hand.type('Orla')
  const target = transfer.getByRole('radio', { name: 'Orla', disabled: false })
  await expect(target).toBeVisible()
  await hand.to(target)
  await hand.press('Space')
  await hand.to(transfer.getByLabel('Reason'))
  await hand.type('knows invoices')
  await hand.press('Enter')
  await expect(transfer).toBeHidden()
  await hand.holds('a transfer')
  await expect(listed(orla, fourth.text)).toBeVisible()
  await choose(orla, 'offline')

  const fifth = await desk.call('Remind me tomorrow')
  await shift.next(fifth.text)
  await shift.open('z')
  await hand.press('Enter')
  await expect(page.getByRole('region', { name: 'Snoozed' }).getByRole('listitem')).toHaveCount(1)
  await hand.holds('a snooze')
  await fifth.say('No, now please')
  await shift.next('No, now please')
  await shift.say('Now it is')
  await shift.end('explained')

  // A break: who comes meanwhile waits, and is there afterwards.
  await shift.out()
  await shift.choose('Busy: Lunch', 'Busy')
  const sixth = await desk.call('Is somebody there?')
  await expect.poll(() => sixth.status()).toBe('queued')
  await shift.choose('Online')
  const more = [sixth]
  for (const text of ['Seventh of the day', 'Eighth of the day', 'Ninth of the day', 'Tenth of the day'])
    more.push(await desk.call(text))
  for (const caller of more) {
    await shift.next(caller.text)
    await shift.say(`Answer to: ${caller.text}`)
  }
  // All of them by the palette, from within the text.
  for (const caller of more) {
    await caller.say(`Thanks for: ${caller.text}`)
    await shift.next(`Thanks for: ${caller.text}`)
    await shift.end('explained')
    await expect.poll(() => caller.status()).toBe('ended')
  }
  await shift.choose('Offline')
})
