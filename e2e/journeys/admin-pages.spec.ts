import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import en from '@/components/i18n/messages/en.json' with { type: 'json' }
import { expect, passwordOf, test } from '../fixtures/people'

/**
 * Every place that the rail shows to an administrator, in both languages, both colour schemes and two widths.
 * The list is the rail's own, so a page that is added later is looked at too.
 */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }
const schemes = ['light', 'dark'] as const
const administrator = 'admin@fernhalde.example'

/** Each scheme at each width is judged in one language; the words change no colours. */
const judged = { en: ['light 1440', 'dark 390'], zh: ['dark 1440', 'light 390'] }

async function signIn(page: Page): Promise<string[]> {
  await page.goto('/sign-in?next=/monitor')
  await page.getByLabel('Email').fill(administrator)
  await page.getByRole('textbox', { name: 'Password' }).fill(passwordOf(administrator))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/monitor')
  const links = page.locator('nav a[href^="/"]')
  await expect(links.first()).toBeVisible()
  return links.evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute('href') ?? ''))])
}

/** Nothing moves, and nothing is on its way. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('main h1').first()).toBeVisible()
  await expect(page.locator('main [class*="Skeleton"]')).toHaveCount(0)
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (a) =>
          a.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY || a.playState !== 'running',
      ),
  )
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(rules).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
}

/** Paths of messages that stand on the page instead of their words. */
const rawKeys = (page: Page) =>
  page.evaluate((namespaces) => {
    // biome-ignore lint/performance/useDomNodeTextContent: only what is shown, with its breaks.
    const words = document.body.innerText.split(/[\s,;:()“”"']+/)
    const isKey = (word: string) => /^[a-z]\w*(\.\w+)+$/.test(word)
    return words.filter((word) => isKey(word) && namespaces.includes(word.split('.', 1)[0] ?? ''))
  }, Object.keys(en))

const overflow = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))

for (const language of ['en', 'zh'] as const) {
  test(`every place of the rail can be read and used, ${language}`, async ({ page, context, baseURL }) => {
    test.setTimeout(600_000)
    const faults: string[] = []
    let place = ''
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`${place} console: ${message.text().slice(0, 300)}`)
    })
    page.on('pageerror', (error) => faults.push(`${place} error: ${error.message.slice(0, 300)}`))
    const places = await signIn(page)
    expect(places.length).toBeGreaterThan(10)
    await context.addCookies([{ name: 'switchyard.locale', value: language, url: baseURL ?? '' }])
    for (place of places) {
      await page.setViewportSize(wide)
      await page.goto(place)
      for (const viewport of [wide, narrow]) {
        await page.setViewportSize(viewport)
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await settled(page)
          const where = `${place} ${language} ${colorScheme} ${viewport.width}`
          const beyond = await overflow(page)
          if (beyond > 0) faults.push(`${where} is ${beyond} px wider than the window`)
          faults.push(...(await rawKeys(page)).map((key) => `${where} shows ${key}`))
          if (!judged[language].includes(`${colorScheme} ${viewport.width}`)) continue
          faults.push(...(await violations(page)).map((found) => `${where} ${found}`))
        }
      }
      // One place's faults hide no other's.
      expect.soft([...new Set(faults.splice(0))], place).toEqual([])
    }
  })
}
