'use client'

import { type AbstractIntlMessages, NextIntlClientProvider } from 'next-intl'
import { type ReactNode, useLayoutEffect, useState } from 'react'
import type { Locale } from './locale'

type Props = { locale: Locale; messages: AbstractIntlMessages; children: ReactNode }

/** Times are shown in the viewer's zone, which only the browser knows. */
export function IntlProvider({ locale, messages, children }: Props) {
  const [timeZone, setTimeZone] = useState('UTC')
  useLayoutEffect(() => setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone), [])
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </NextIntlClientProvider>
  )
}
