export type LeafKey =
  | 'parcel'
  | 'address'
  | 'damaged'
  | 'return'
  | 'refund'
  | 'exchange'
  | 'payment_failed'
  | 'invoice'
  | 'voucher'
  | 'tents'
  | 'clothing'
  | 'kitchen'
  | 'defect'
  | 'spare'
  | 'sign_in'
  | 'points'
export type RootKey = 'orders' | 'returns' | 'payment' | 'advice' | 'warranty' | 'account'
type Names = { en: string; zh: string }
const n = (en: string, zh: string): Names => ({ en, zh })

/** The tree customers pick from; the weight is a leaf's share of all questions. */
export const categoryTree: {
  key: RootKey
  names: Names
  leaves: { key: LeafKey; names: Names; weight: number }[]
}[] = [
  {
    key: 'orders',
    names: n('Orders & delivery', '订单与配送'),
    leaves: [
      { key: 'parcel', names: n('Where is my parcel?', '我的包裹到哪了'), weight: 20 },
      { key: 'address', names: n('Change address or order', '修改地址或订单'), weight: 6 },
      { key: 'damaged', names: n('Damaged or missing items', '商品破损或缺件'), weight: 7 },
    ],
  },
  {
    key: 'returns',
    names: n('Returns & refunds', '退换货与退款'),
    leaves: [
      { key: 'return', names: n('Return an item', '申请退货'), weight: 11 },
      { key: 'refund', names: n('Refund status', '退款进度'), weight: 9 },
      { key: 'exchange', names: n('Exchange for another size', '换尺码或颜色'), weight: 6 },
    ],
  },
  {
    key: 'payment',
    names: n('Payment & invoices', '支付与发票'),
    leaves: [
      { key: 'payment_failed', names: n('Payment did not work', '支付不成功'), weight: 5 },
      { key: 'invoice', names: n('Invoice', '开具发票'), weight: 5 },
      { key: 'voucher', names: n('Voucher code', '优惠码'), weight: 4 },
    ],
  },
  {
    key: 'advice',
    names: n('Product advice', '选购咨询'),
    leaves: [
      { key: 'tents', names: n('Tents & sleeping bags', '帐篷与睡袋'), weight: 5 },
      { key: 'clothing', names: n('Clothing & shoes', '服装与鞋'), weight: 5 },
      { key: 'kitchen', names: n('Kitchen & home', '厨房与家居'), weight: 4 },
    ],
  },
  {
    key: 'warranty',
    names: n('Warranty & repair', '保修与维修'),
    leaves: [
      { key: 'defect', names: n('Report a defect', '产品质量问题'), weight: 5 },
      { key: 'spare', names: n('Spare parts', '购买配件'), weight: 3 },
    ],
  },
  {
    key: 'account',
    names: n('Account & membership', '账户与会员'),
    leaves: [
      { key: 'sign_in', names: n('Sign-in problems', '无法登录'), weight: 3 },
      { key: 'points', names: n('Points and levels', '积分与等级'), weight: 2 },
    ],
  },
]

/** The tree agents pick from when closing, with the leaves of the customers' tree that each suits. */
export const wrapUpTree: { names: Names; leaves: { names: Names; fits: (LeafKey | 'any')[] }[] }[] = [
  {
    names: n('Delivery', '配送'),
    leaves: [
      { names: n('Parcel late, tracking explained', '物流延迟，已说明进度'), fits: ['parcel'] },
      { names: n('Search started with the carrier', '已向承运商发起查件'), fits: ['parcel'] },
      { names: n('Order changed', '订单已修改'), fits: ['address'] },
      { names: n('Replacement sent', '已补发'), fits: ['damaged', 'defect'] },
    ],
  },
  {
    names: n('Returns', '退换货'),
    leaves: [
      { names: n('Return label sent', '已发送退货单'), fits: ['return', 'exchange'] },
      { names: n('Refund explained', '退款已说明'), fits: ['refund', 'return'] },
      { names: n('Refund speeded up', '退款已加急'), fits: ['refund'] },
      { names: n('Exchange arranged', '已安排换货'), fits: ['exchange'] },
    ],
  },
  {
    names: n('Payment', '支付'),
    leaves: [
      { names: n('Payment repeated', '已重新支付'), fits: ['payment_failed'] },
      { names: n('Invoice sent', '发票已发送'), fits: ['invoice'] },
      { names: n('Voucher corrected', '优惠码已处理'), fits: ['voucher', 'points'] },
    ],
  },
  {
    names: n('Advice', '咨询'),
    leaves: [
      { names: n('Advice given', '已解答'), fits: ['tents', 'clothing', 'kitchen', 'spare', 'any'] },
      { names: n('Repair opened', '已建维修单'), fits: ['defect'] },
      { names: n('Account restored', '账户已恢复'), fits: ['sign_in', 'points'] },
    ],
  },
  {
    names: n('No result', '无结果'),
    leaves: [{ names: n('Customer did not answer', '客户未回复'), fits: [] }],
  },
]
