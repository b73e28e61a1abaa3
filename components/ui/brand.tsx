'use client'

import type { MantineColorsTuple } from '@mantine/core'
import { createContext, type ReactNode, useContext } from 'react'
import type { PublicBranding } from '@/server/modules/accounts/contract'
import { Logo } from './logo'

const Brand = createContext<PublicBranding | null>(null)

export function BrandProvider({ brand, children }: { brand: PublicBranding | null; children: ReactNode }) {
  return <Brand.Provider value={brand}>{children}</Brand.Provider>
}

/** The organisation's own name for the product, else the product's. */
export function useProductName(): string {
  return useContext(Brand)?.productName || 'Switchyard'
}

/** The organisation's time zone; the reader's own while it is not known. */
export function useOrganizationZone(): string | undefined {
  return useContext(Brand)?.timeZone
}

/** Decorative: the name stands beside it. */
export function BrandMark({ size }: { size: number }) {
  const url = useContext(Brand)?.logoUrl
  if (!url) return <Logo size={size} />
  return (
    // biome-ignore lint/performance/noImgElement: small, and served to be kept for ever.
    <img
      src={url}
      alt=""
      width={size}
      height={size}
      style={{ flex: 'none', objectFit: 'contain', borderRadius: size / 6 }}
    />
  )
}

/** How much white (+) or black (-) each shade has; shade 6 is the colour itself. */
const mixed = [0.93, 0.85, 0.68, 0.5, 0.34, 0.18, 0, -0.14, -0.28, -0.42]

/** Ten shades of an accent, in the order of the theme's own. */
export function shadesOf(color: string): MantineColorsTuple {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  const shade = (amount: number) =>
    parts
      .map((part) => Math.round(amount > 0 ? part + (255 - part) * amount : part * (1 + amount)))
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('')
  return mixed.map((amount) => `#${shade(amount)}`) as unknown as MantineColorsTuple
}
