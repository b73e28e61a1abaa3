/** One line per emoji: the sign, its English words, its Chinese words. The first word names it. */
export const smileys = `
😀 grinning smile happy|开心 笑
😃 smiley happy joy|高兴 笑
😄 laughing smile eyes|大笑 开心
😁 beaming grin teeth|露齿笑 嘻嘻
😆 squinting laugh|笑眯眼 哈哈
😅 sweat smile relief|尴尬笑 汗
🤣 rolling laugh rofl|笑翻 爆笑
😂 tears joy laugh|笑哭 哭笑
🙂 slight smile|微笑
🙃 upside down|倒脸
😉 wink|眨眼
😊 blush smile pleased|害羞 微笑 开心
😇 halo angel innocent|天使 无辜
🥰 hearts love|喜爱 爱心
😍 heart eyes love|花痴 喜欢
🤩 star struck wow|崇拜 惊艳
😘 kiss|飞吻 亲
😋 yummy tasty|美味 好吃
😛 tongue|吐舌
😜 winking tongue joke|调皮 鬼脸
🤗 hug|拥抱
🤭 oops giggle|捂嘴笑
🤫 quiet shh|嘘 安静
🤔 thinking hmm|思考 想想
🤐 zipper mouth|闭嘴 保密
🤨 raised eyebrow doubt|怀疑 挑眉
😐 neutral|面无表情
😑 expressionless|无语
😶 silent|沉默
😏 smirk|得意
😒 unamused|不高兴
🙄 eye roll|翻白眼
😬 grimace awkward|尴尬 呲牙
😌 relieved calm|放松 安心
😔 pensive sad|失落 沉思
😪 sleepy|困
😴 sleeping|睡觉
😷 mask ill|口罩 生病
🤒 fever ill|发烧 生病
🤕 hurt bandage|受伤
🤢 nausea|恶心
🥵 hot|热
🥶 cold freezing|冷
😵 dizzy|头晕
🤯 mind blown|震惊 爆炸
🥳 party celebrate|庆祝 派对
😎 cool sunglasses|酷 墨镜
🤓 nerd|书呆子
🧐 monocle inspect|研究 仔细看
😕 confused|困惑
😟 worried|担心
🙁 frown sad|不开心
☹️ sad frown|难过
😮 surprised oh|惊讶
😲 astonished|震惊
😳 flushed embarrassed|脸红
🥺 pleading please|恳求 拜托
😢 crying sad|流泪 难过
😭 sobbing cry|大哭
😱 scream fear|惊恐
😖 confounded|难受
😣 persevering|忍耐
😞 disappointed|失望
😓 sweat tired|汗 累
😩 weary|疲惫
😫 tired|累
🥱 yawn|打哈欠
😤 huff triumph|哼 生气
😡 angry red|愤怒
😠 angry|生气
🤬 swearing|骂人
💀 skull|骷髅
🤡 clown|小丑
🤖 robot bot|机器人
👻 ghost|鬼
👽 alien|外星人
😺 cat happy|猫 开心`

export const people = `
👍 thumbs up yes good ok|赞 好 同意
👎 thumbs down no|踩 不好
👌 ok hand perfect|好的 OK
🤌 pinched fingers|手势
✌️ victory peace|胜利 耶
🤞 crossed fingers luck|好运 祈祷
🤝 handshake deal agree|握手 成交
🙏 thanks please pray|谢谢 拜托 祈祷
👏 clap applause|鼓掌
🙌 raised hands celebrate|举手 欢呼
👐 open hands|张开手
🤲 palms together|双手
👋 wave hello bye|挥手 你好 再见
🤚 raised hand back|举手
✋ hand stop|停 手
🖖 vulcan|手势
👈 left point|左
👉 right point|右
👆 up point|上
👇 down point below|下
☝️ index up|注意 一
✊ fist|拳头
👊 punch fist bump|碰拳
✍️ writing|写字
💪 strong muscle|加油 强壮
👀 eyes look|看 眼睛
🧠 brain|大脑
👂 ear listen|听
👤 person user|用户 人
👥 people group|团队 多人
🙋 raising hand question|举手 提问
🙆 ok gesture|没问题
🙅 no gesture|不行
🤷 shrug unsure|耸肩 不知道
🤦 facepalm|捂脸
🙇 bow sorry|鞠躬 抱歉
💁 information help|服务 咨询
🧑‍💻 technologist developer|程序员
🧑‍🔧 mechanic repair|维修
👷 worker|工人
🕵️ detective search|调查
👶 baby|宝宝
👨‍👩‍👧 family|家人
🏃 running hurry|跑步 赶
🚶 walking|走路`
