/** The channel's colour if it is a usable #rgb or #rrggbb, else the default. */
export const DEFAULT_COLOR = '#2563eb'
export const INK = '#000000'

export function safeColor(color: string | null | undefined): string {
  return color && /^#([\da-f]{3}|[\da-f]{6})$/i.test(color) ? color : DEFAULT_COLOR
}

/** Text colour, white or black, whichever has the higher WCAG contrast on the given #hex colour. */
export function readableOn(color: string): string {
  const light = luminance(color)
  return 1.05 / (light + 0.05) >= (light + 0.05) / (luminance(INK) + 0.05) ? '#ffffff' : INK
}

/** WCAG 2 relative luminance, 0 to 1. */
export function luminance(color: string): number {
  const hex = color.length === 4 ? color.replace(/[^#]/g, '$&$&') : color
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
