/** What every agent of the demo company has at hand, in the two languages it answers in. */
export const quickReplies = [
  {
    shortcut: 'hello',
    title: 'Greeting',
    text: 'Hello {{customer.name}}, my name is {{agent.name}}. How can I help?',
  },
  {
    shortcut: 'label',
    title: 'Return label',
    text: 'I have sent the return label for order {{order.id}} to {{customer.email}}. Please drop the parcel off within 14 days.',
  },
  {
    shortcut: 'refund',
    title: 'Refund time',
    text: 'The refund for order {{order.id}} reaches you within five working days of the parcel arriving.',
  },
  {
    shortcut: 'tracking',
    title: 'Where is the parcel',
    text: 'I am looking up where your parcel is. One moment, please.',
  },
  {
    shortcut: 'bye',
    title: 'Goodbye',
    text: 'Thank you, {{customer.name}}. Your conversation has the number {{conversation.number}}, should you need us again.',
  },
  {
    shortcut: '您好',
    title: '问候',
    text: '{{customer.name}}您好，我是{{agent.name}}，请问有什么可以帮您？',
  },
  {
    shortcut: '退货',
    title: '退货标签',
    text: '订单 {{order.id}} 的退货标签已发送到 {{customer.email}}，请在 14 天内寄出。',
  },
  {
    shortcut: '退款',
    title: '退款时间',
    text: '我们收到包裹后，订单 {{order.id}} 的退款会在五个工作日内到账。',
  },
  { shortcut: '稍等', title: '请稍等', text: '正在为您查询，请稍等片刻。' },
] as const
