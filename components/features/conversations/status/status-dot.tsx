import { IconCircleDashed, IconCircleFilled, IconCircleMinus } from '@tabler/icons-react'

const looks = {
  online: {
    Icon: IconCircleFilled,
    color: 'light-dark(var(--mantine-color-green-6), var(--mantine-color-green-4))',
  },
  busy: {
    Icon: IconCircleMinus,
    color: 'light-dark(var(--mantine-color-amber-6), var(--mantine-color-amber-3))',
  },
  offline: { Icon: IconCircleDashed, color: 'currentColor' },
}

/** Three shapes, so that colour is not alone. */
export function StatusDot({ status }: { status: string }) {
  const { Icon, color } = looks[status as keyof typeof looks] ?? looks.offline
  return <Icon size={14} color={color} aria-hidden style={{ flex: 'none' }} />
}
