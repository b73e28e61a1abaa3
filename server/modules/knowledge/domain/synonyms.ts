import { type Segmented, segment } from './segment'

/**
 * Words that mean the same. Each set is a term of its own: it stands wherever one of its phrases stands, in articles
 * as in questions, so a question in one word finds an article in another, and one in English an article in Chinese.
 * Those below are what every shop's customers say; an organisation adds its own.
 */
const common = [
  'refund,money back,退款,退钱,返还,退还,退费,钱退',
  'return,send back,退货,退回,寄回',
  'exchange,replace,swap,换货,调换,更换,换一个',
  'cancel,call off,取消,撤销,不要了,不想要',
  'delivery,shipping,shipment,shipped,ship,deliver,配送,发货,送货,寄出,寄送',
  'parcel,package,快递,包裹,物流,邮件',
  'tracking,track,查物流,物流信息,快递单号,运单号,到哪',
  'invoice,receipt,发票,开票,票据',
  'coupon,voucher,discount code,promo code,优惠券,优惠码,折扣券,代金券,红包',
  'discount,promotion,sale,打折,优惠,促销,活动,便宜',
  'password,passcode,密码,口令',
  'login,log in,sign in,登录,登陆,登不上,登不进',
  'account,账号,账户,帐号,帐户',
  'register,sign up,create account,注册,开户',
  'payment,pay,付款,支付,付钱,结账,买单',
  'price,cost,fee,charge,价格,价钱,费用,收费,多少钱',
  'broken,damaged,defective,faulty,坏,破损,损坏,质量问题,有问题,瑕疵',
  'repair,fix,维修,修理,报修',
  'warranty,guarantee,保修,质保,三包',
  'address,地址,收货地址,收件地址',
  'change,modify,update,edit,修改,更改,改,变更,改成',
  'phone number,mobile number,手机号,电话号码,手机号码',
  'agent,human,representative,人工,客服,真人',
  'opening hours,business hours,营业时间,上班时间,工作时间,几点开门,几点下班',
  'missing,lost,丢失,丢了,丢件,弄丢,没收到,少了,漏发,少发',
  'size,尺码,尺寸,大小,码数',
  'stock,in stock,available,库存,有货,现货,缺货,没货,补货',
  'membership,member,vip,会员',
  'delete account,close account,注销,销户,删除账号',
  'complaint,complain,投诉,举报,不满',
  'urge,hurry,催,快点,加急,尽快,赶紧',
  'gift card,礼品卡,购物卡,充值卡',
  'installment,instalment,分期,花呗,分期付款',
  'install,installation,setup,安装',
  'app,application,应用,软件,客户端,小程序',
  'order,订单,单子,下单',
]

export type Synonyms = {
  /** Which sets a text touches, and where. */
  find: (segmented: Segmented) => { set: string; from: number; to: number }[]
}

/** @param own - one set a line, its words parted by commas */
export function synonymsOf(own: readonly string[] = []): Synonyms {
  const phrases = new Map<string, { text: string; set: string }[]>()
  for (const [at, line] of [...common, ...own].entries()) {
    for (const phrase of line.split(/[,，、]/)) {
      const { text } = segment(phrase)
      const first = text[0]
      if (first === undefined) continue
      const list = phrases.get(first) ?? []
      list.push({ text, set: `§${at}` })
      phrases.set(first, list)
    }
  }
  return { find: (segmented) => findIn(phrases, segmented.text) }
}

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && /[a-z0-9]/.test(character)

function findIn(phrases: ReadonlyMap<string, { text: string; set: string }[]>, text: string) {
  const found: { set: string; from: number; to: number }[] = []
  for (let from = 0; from < text.length; from++) {
    for (const { text: phrase, set } of phrases.get(text[from] ?? '') ?? []) {
      if (!text.startsWith(phrase, from)) continue
      const to = from + phrase.length
      const inWord =
        (isLetter(text[from]) && isLetter(text[from - 1])) || (isLetter(text[to - 1]) && isLetter(text[to]))
      if (!inWord) found.push({ set, from, to })
    }
  }
  return found
}
