'use client'

import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/**
 * Calm and dense. Colour is for state only: blue active, amber getting late, red late or failed, green a good
 * result, gray off. Shade 6 carries white text, shade 8 is text on the light shades.
 */
const blue: MantineColorsTuple = [
  '#eef4fd',
  '#dbe7f9',
  '#b4cdf2',
  '#8ab1ea',
  '#6698e4',
  '#4c87df',
  '#2c68c8',
  '#2659ae',
  '#1f4b95',
  '#173c7a',
]
const amber: MantineColorsTuple = [
  '#fff6e5',
  '#fdeac9',
  '#f9d28f',
  '#f5b952',
  '#f1a422',
  '#e2950f',
  '#b26b00',
  '#945800',
  '#774600',
  '#5c3500',
]
const red: MantineColorsTuple = [
  '#fdefee',
  '#f9dad7',
  '#f1b0ab',
  '#e9847d',
  '#e25f56',
  '#dc473d',
  '#c5342b',
  '#aa2922',
  '#8e211b',
  '#721914',
]
const green: MantineColorsTuple = [
  '#eaf6ef',
  '#d3ecdd',
  '#a5d8b9',
  '#74c393',
  '#4fb275',
  '#37a563',
  '#1f824a',
  '#196f3e',
  '#135b32',
  '#0d4726',
]
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#eff1f4',
  '#e3e6eb',
  '#d3d8df',
  '#b8bfca',
  '#98a1ae',
  '#626c7a',
  '#4e5765',
  '#363e4a',
  '#1d232c',
]
const dark: MantineColorsTuple = [
  '#dfe3e9',
  '#b9c0cb',
  '#98a1af',
  '#6d7785',
  '#434c5a',
  '#323a46',
  '#262d38',
  '#1a202a',
  '#141921',
  '#0e1218',
]

const tones = ['blue', 'amber', 'red', 'green', 'gray']

/** Badges and notices: a tint of their colour in both schemes, and text that can be read on it. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const standard = defaultVariantColorsResolver(input)
  if (input.variant !== 'light' || !tones.includes(input.color ?? '')) return standard
  const shade = (index: number) => `var(--mantine-color-${input.color}-${index})`
  const tint = `light-dark(${shade(1)}, color-mix(in srgb, ${shade(5)} 20%, transparent))`
  return { ...standard, background: tint, hover: tint, color: `light-dark(${shade(8)}, ${shade(2)})` }
}

export const theme = createTheme({
  variantColorResolver,
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 6 },
  colors: { blue, amber, red, green, gray, dark },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '12px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '16px' }, h3: { fontSize: '14px' } },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { tt: 'none' } },
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm', clampBehavior: 'none' } },
    // A list that opens by itself would take the first Escape from the dialog around it.
    Select: { defaultProps: { size: 'sm', openOnFocus: false } },
    MultiSelect: { defaultProps: { openOnFocus: false } },
    TagsInput: { defaultProps: { openOnFocus: false } },
    Autocomplete: { defaultProps: { openOnFocus: false } },
    Textarea: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 300, withinPortal: true } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    // The first item itself takes the focus: a menu may hold nothing else that can.
    Menu: { defaultProps: { shadow: 'md', withinPortal: true, withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true }, styles: { title: { fontSize: 16, fontWeight: 600 } } },
    Drawer: { styles: { title: { fontSize: 16, fontWeight: 600 } } },
  },
})
