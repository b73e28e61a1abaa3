import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { localeCookie, negotiateLocale } from './locale'

/** next-intl asks here for every page; addresses carry no language. */
export default getRequestConfig(async () => {
  const [jar, list] = await Promise.all([cookies(), headers()])
  const locale = negotiateLocale(jar.get(localeCookie)?.value, list.get('accept-language'))
  const { default: messages } = await import(`./messages/${locale}.json`)
  return { locale, messages, timeZone: 'UTC' }
})
