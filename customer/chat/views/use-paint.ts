import { useLayoutEffect } from 'preact/hooks'
import { INK, luminance, readableOn, safeColor } from '../core/readable-on'

/** The channel's colour and the text colour that is readable on it, as CSS variables. */
export function usePaint(color: string | undefined): void {
  useLayoutEffect(() => {
    if (color !== undefined) paint(color)
  }, [color])
}

export function paint(color: string): void {
  const brand = safeColor(color)
  const style = document.documentElement.style
  style.setProperty('--brand', brand)
  const text = readableOn(brand)
  style.setProperty('--on-brand', text)
  style.setProperty('--off-brand', text === INK ? '#ffffff' : INK)
  // A colour close to the paper needs an edge to be seen as a button.
  const light = luminance(brand)
  document.documentElement.dataset.brand = light > 0.8 ? 'pale' : light < 0.03 ? 'deep' : 'middle'
}
