import { type ProcedureInput, procedureInput } from '@/server/modules/knowledge/contract'

const n = (en: string, zh: string) => ({ en, zh })
const step = (key: string) => ({ to: 'step', key })

type Demo = { category: string } & Pick<ProcedureInput, 'names' | 'topic' | 'keywords'> & { steps: unknown[] }

/** How the demo company works through two of its commonest cases. */
const cases: Demo[] = [
  {
    category: 'Return an item',
    names: n('Take back an item', '办理退货'),
    topic: 'Returns',
    keywords: ['send it back', 'return label', '想退货', '退货单'],
    steps: [
      {
        ...{ kind: 'ask', key: 'order', field: 'order number' },
        texts: n('May I have the number of your order?', '请提供一下您的订单号。'),
      },
      {
        ...{ kind: 'check', key: 'in-time', otherwise: step('too-late') },
        texts: n('The parcel arrived no more than 30 days ago.', '签收时间在 30 天以内。'),
      },
      {
        ...{ kind: 'choice', key: 'reason' },
        texts: n('Why does it come back?', '退货原因是什么？'),
        options: [
          { texts: n('It does not fit or please', '不合适或不喜欢'), target: step('label') },
          { texts: n('It is damaged', '商品有破损'), target: step('picture') },
        ],
      },
      {
        ...{ kind: 'say', key: 'picture' },
        texts: n(
          'I am sorry about that. Please send me a picture of the damage.',
          '非常抱歉，请发一张破损处的照片给我。',
        ),
      },
      {
        ...{ kind: 'say', key: 'label', target: step('done') },
        texts: n(
          'I have made a return label for order {{order number}}. You find it under My orders.',
          '已为订单 {{order number}} 生成退货单，可在“我的订单”里查看。',
        ),
      },
      {
        ...{ kind: 'say', key: 'too-late' },
        texts: n(
          'The 30 days for returns are over. I ask my colleagues what we can do.',
          '已超过 30 天的退货期，我向同事确认一下还能怎么处理。',
        ),
      },
      {
        ...{ kind: 'end', key: 'done' },
        texts: n(
          'Ask whether anything else is open, then choose the wrap-up.',
          '询问是否还有其他问题，然后填写小结。',
        ),
      },
    ],
  },
  {
    category: 'Where is my parcel?',
    names: n('Trace a parcel', '查询包裹'),
    topic: 'Orders',
    keywords: ['parcel is late', 'tracking does not move', '快递没动静', '包裹丢了'],
    steps: [
      {
        ...{ kind: 'ask', key: 'number', field: 'tracking number' },
        texts: n('Which tracking number does the parcel have?', '请提供一下运单号。'),
      },
      {
        ...{ kind: 'check', key: 'moving', otherwise: step('search') },
        texts: n('The carrier has scanned it within the last three days.', '近三天内有物流更新。'),
      },
      {
        ...{ kind: 'say', key: 'patience', target: step('bye') },
        texts: n(
          'Parcel {{tracking number}} is on its way and should arrive within two days.',
          '运单 {{tracking number}} 正在运输中，预计两天内送达。',
        ),
      },
      {
        ...{ kind: 'act', key: 'search', label: 'Start a search with the carrier' },
        texts: n('Start a search with the carrier.', '联系快递发起查件。'),
      },
      {
        kind: 'end',
        key: 'bye',
        texts: n('Tell the customer when we write again.', '告知客户下次回复的时间。'),
      },
    ],
  },
]

export const procedures = cases.map(({ category, ...procedure }) => ({
  category,
  bodyFor: (categoryIds: string[]): ProcedureInput => procedureInput.parse({ ...procedure, categoryIds }),
}))
