import type { GroupServiceSettings } from '@/server/modules/workforce/contract'

export type GroupKey = 'care' | 'orders' | 'returns' | 'payment' | 'advice' | 'warranty' | 'chinese'

export type DemoGroup = {
  key: GroupKey
  name: string
  description: string
  parent: GroupKey | null
  maxQueueLength: number | null
  maxWaitSeconds: number | null
  overflow: GroupKey | null
  serviceLevelSeconds: number
  offlineMode: 'even' | 'quality'
  settings: Partial<GroupServiceSettings>
}

const plain = {
  parent: 'care',
  maxQueueLength: null,
  maxWaitSeconds: null,
  overflow: null,
  serviceLevelSeconds: 30,
  offlineMode: 'even',
  settings: {},
} as const

export const groups: DemoGroup[] = [
  {
    ...plain,
    key: 'care',
    name: 'Customer care',
    description: 'Everything without a desk of its own; catches what overflows.',
    parent: null,
  },
  {
    ...plain,
    key: 'orders',
    name: 'Orders & delivery',
    description: 'Parcels under way, changed addresses, missing and damaged goods.',
  },
  {
    ...plain,
    key: 'returns',
    name: 'Returns & refunds',
    description: 'Returns, exchanges and the money that follows them.',
    offlineMode: 'quality',
  },
  {
    ...plain,
    key: 'payment',
    name: 'Payment & invoices',
    description: 'Failed payments, invoices, vouchers.',
    maxQueueLength: 6,
    overflow: 'care',
    settings: { overflow: 'customer_chooses', queueWarnLength: 4 },
  },
  {
    ...plain,
    key: 'advice',
    name: 'Product advice',
    description: 'Which tent, which size, which pan: before the order.',
    parent: null,
    maxWaitSeconds: 480,
    overflow: 'care',
    serviceLevelSeconds: 20,
  },
  {
    ...plain,
    key: 'warranty',
    name: 'Warranty & repair',
    description: 'Defects, repairs and spare parts.',
    settings: { wrapUpRequired: true, afterWorkSeconds: 60 },
    serviceLevelSeconds: 60,
  },
  {
    ...plain,
    key: 'chinese',
    name: '中文服务',
    description: '所有中文咨询：订单、退换货、支付、选购与保修。',
  },
]
