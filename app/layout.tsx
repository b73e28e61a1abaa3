import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '@/components/ui/global.css'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { getLocale, getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Providers } from '@/components/client/providers'
import { IntlProvider } from '@/components/i18n/intl-provider'
import { brandingOfPages } from '@/server/http/branding'
import { nonceOf } from '@/server/http/security-headers'

export async function generateMetadata(): Promise<Metadata> {
  const name = (await brandingOfPages())?.productName || 'Switchyard'
  return { title: { default: name, template: `%s · ${name.replaceAll('%s', '')}` } }
}
export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, messages, brand] = await Promise.all([getLocale(), getMessages(), brandingOfPages()])
  const nonce = nonceOf((await headers()).get('content-security-policy'))
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : locale} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
      </head>
      <body>
        <IntlProvider locale={locale} messages={messages}>
          <Providers brand={brand}>{children}</Providers>
        </IntlProvider>
      </body>
    </html>
  )
}
