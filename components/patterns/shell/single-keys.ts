'use client'

import { useLocalStorage } from '@mantine/hooks'

/** Whether a single letter is a command. Some people speak to their computer, or rest a hand on the keys. */
export function useSingleKeys() {
  return useLocalStorage({ key: 'switchyard.singleKeys', defaultValue: true, getInitialValueInEffect: false })
}
