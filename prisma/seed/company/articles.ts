/** What the demo company's agents answer from: topic, titles, texts and how customers ask, in both languages. */
export const articles = [
  {
    topic: 'Orders / Delivery',
    titles: { en: 'Where is my parcel?', zh: '查询物流进度' },
    texts: {
      en: 'Every parcel has a tracking number. You find it under **My orders**; it leads to the carrier’s page.\n\nThe first scan appears about twelve hours after we have handed the parcel over.',
      zh: '每个包裹都有运单号，在**我的订单**里可以看到，点开即可查看物流。\n\n交给快递后约 12 小时会有第一条记录。',
    },
    questions: [
      'where is my order',
      'track my parcel',
      'it has not arrived',
      '我的快递到哪里了',
      '物流怎么不动了',
      '什么时候能收到',
    ],
    keywords: ['tracking', '物流'],
  },
  {
    topic: 'Orders / Delivery',
    titles: { en: 'Change the delivery address', zh: '修改收货地址' },
    texts: {
      en: 'Until an order ships you can change its address once, in the order itself. Afterwards we ask the carrier to redirect the parcel.',
      zh: '订单发货前可以在订单里修改一次地址；发货后我们会请快递改派。',
    },
    questions: ['wrong address', 'I moved', 'send it somewhere else', '地址填错了', '想换个地址收货'],
    keywords: ['address', '地址'],
  },
  {
    topic: 'Orders',
    titles: { en: 'Cancel an order', zh: '取消订单' },
    texts: {
      en: 'You can cancel until the order ships. The money goes back the way it came.',
      zh: '发货前可以随时取消，货款原路退回。',
    },
    questions: ['I do not want it any more', 'ordered twice', 'stop my order', '不想要了', '拍错了想取消'],
    keywords: [],
  },
  {
    topic: 'Returns',
    titles: { en: 'Send something back', zh: '退货' },
    texts: {
      en: 'You have 14 days:\n\n1. Open the order and choose **Return**.\n2. Print the label, or ask for a code at the counter.\n3. Drop the parcel off.\n\nThe label is free if something is wrong with the item.',
      zh: '签收后 14 天内可以退货：\n\n1. 打开订单，选择**退货**。\n2. 打印标签，或凭码到网点寄件。\n3. 寄出包裹。\n\n商品有问题的，运费由我们承担。',
    },
    questions: [
      'how do I return this',
      'it does not fit',
      'I need a return label',
      '怎么退货',
      '不合适想退',
      '退货运费谁出',
    ],
    keywords: ['return', '退货'],
  },
  {
    topic: 'Returns',
    titles: { en: 'When do I get my money back?', zh: '退款多久到账' },
    texts: {
      en: 'Within five working days of the parcel reaching us, the way you paid. Banks may take two days more.',
      zh: '我们收到包裹后五个工作日内原路退款，银行到账可能再晚两天。',
    },
    questions: [
      'refund',
      'my money has not arrived',
      'how long does a refund take',
      '退款什么时候到',
      '钱还没退回来',
    ],
    keywords: ['refund', '退款'],
  },
  {
    topic: 'Products',
    titles: { en: 'Something is broken', zh: '商品损坏' },
    texts: {
      en: 'We are sorry. Send us a photo of the item and of the box within two days; we replace it or pay it back.',
      zh: '非常抱歉。请在两天内发来商品和外箱的照片，我们会补发或退款。',
    },
    questions: ['it arrived damaged', 'the screen is cracked', 'does not work', '收到就是坏的', '屏幕裂了'],
    keywords: ['damaged', '破损'],
  },
  {
    topic: 'Products',
    titles: { en: 'Warranty', zh: '保修政策' },
    texts: {
      en: 'Two years on everything with a plug, six months on batteries. Drops and water are not covered.',
      zh: '电器保修两年，电池六个月；摔落和进水不在保修范围内。',
    },
    questions: ['is it still under warranty', 'repair', '保修多久', '坏了能免费修吗'],
    keywords: ['warranty', '保修'],
  },
  {
    topic: 'Payment',
    titles: { en: 'Get an invoice', zh: '开具发票' },
    texts: {
      en: 'In the order, choose **Invoice** and fill in your company and tax number. It comes by e-mail within two days.',
      zh: '在订单里点**开发票**，填写抬头和税号，两天内发到邮箱。',
    },
    questions: ['I need a receipt', 'invoice for my company', '怎么开发票', '报销要票'],
    keywords: ['invoice', '发票'],
  },
] as const
