import type { PreviewDraft } from '@/server/modules/dispatch/contract'

/** The customer that the tester asks about, as the fields hold it. */
export type TestCustomer = {
  channelKey: string
  siteId: string
  projectType: string
  productCategory: string
  categoryId: string | null
  stage: 'before_sale' | 'after_sale' | null
  language: string | null
  customerTags: string[]
  vipLevel: number
  orderId: string
  /** A moment of the reader's own clock, 'YYYY-MM-DDTHH:mm'; null = now. */
  moment: string | null
}

export const testCustomer: TestCustomer = {
  ...{ channelKey: '', siteId: '', projectType: '', productCategory: '', categoryId: null, stage: null },
  ...{ language: null, customerTags: [], vipLevel: 0, orderId: '', moment: null },
}

export function previewInputOf(customer: TestCustomer, draft?: PreviewDraft['draft']): PreviewDraft {
  const { channelKey, customerTags, vipLevel, stage, categoryId, language, moment } = customer
  const at = moment ? new Date(moment) : null
  return {
    ...{ channelKey, customerTags, vipLevel },
    ...(customer.siteId.trim() && { siteId: customer.siteId.trim() }),
    ...(customer.projectType.trim() && { projectType: customer.projectType.trim() }),
    ...(customer.productCategory.trim() && { productCategory: customer.productCategory.trim() }),
    ...(customer.orderId.trim() && { orderId: customer.orderId.trim() }),
    ...(categoryId && { categoryId }),
    ...(stage && { stage }),
    ...(language && { language }),
    ...(at && !Number.isNaN(at.getTime()) && { at: at.toISOString() }),
    ...(draft && { draft }),
  }
}
