'use client'

import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'

const all = ['auto', 'light', 'dark'] as const satisfies MantineColorScheme[]
const icons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon }

/** The colour scheme, remembered in this browser. */
export function useScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  // The server does not know the choice; until the page lives, both show the default.
  const current = useMounted() ? colorScheme : 'auto'
  return { all, current, choose: setColorScheme, Icon: icons[current] }
}
