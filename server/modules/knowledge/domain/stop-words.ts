/** Words that stand in every question and say nothing about what it asks. */
const english =
  'a an the i im ive me my mine we us our you your u ur he she it its they them this that these those is are am was were be been being do does did doing have has had having can could will would shall should may might must to of in on at by for with from as about into and or but if so than then there here what which who whom whose when where why how please pls plz want wanted like need needs know tell get got let help hi hello hey hai dear sir madam thanks thank just also any some'
const chinese =
  '的 地 得 了 着 过 吗 呢 吧 啊 呀 哦 嘛 哈 么 我 你 您 他 她 它 我们 你们 他们 咱 咱们 自己 是 在 有 和 跟 与 及 就 都 也 还 又 很 太 才 要 会 能 想 可 可以 能够 请 请问 问 一下 下 个 这 那 这个 那个 这里 那里 这样 那样 怎么 怎样 怎么样 如何 什么 啥 哪 哪里 哪个 为什么 为何 多少 几 对 把 被 给 从 到 让 用 里 上 因为 所以 但是 如果 的话 你好 您好 谢谢 麻烦 帮 帮忙 帮我 知道 需要 应该 是否 是不是 有没有 能不能 可不可以 咋 咋办 怎么办 办 呗 一个 之 而 或 或者 还是 已经'

export const STOP_WORDS: ReadonlySet<string> = new Set(`${english} ${chinese}`.split(' '))
