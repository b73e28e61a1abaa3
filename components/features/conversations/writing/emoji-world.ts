export const nature = `
🐶 dog|狗
🐱 cat|猫
🐭 mouse|老鼠
🐰 rabbit|兔子
🦊 fox|狐狸
🐻 bear|熊
🐼 panda|熊猫
🐯 tiger|老虎
🦁 lion|狮子
🐮 cow|牛
🐷 pig|猪
🐸 frog|青蛙
🐵 monkey|猴子
🐔 chicken|鸡
🐧 penguin|企鹅
🐦 bird|鸟
🐝 bee|蜜蜂
🦋 butterfly|蝴蝶
🐢 turtle slow|乌龟 慢
🐟 fish|鱼
🐳 whale|鲸鱼
🌸 blossom flower|樱花
🌹 rose flower|玫瑰 花
🌻 sunflower|向日葵
🌷 tulip|郁金香
🌱 seedling plant|幼苗
🌳 tree|树
🍀 clover luck|四叶草 幸运
🍁 maple leaf|枫叶
☀️ sun sunny|太阳 晴
⛅ cloud sun|多云
🌧️ rain|下雨
⛈️ storm|雷雨
❄️ snow cold|雪
🌈 rainbow|彩虹
🌙 moon night|月亮 晚安
⭐ star|星星
✨ sparkles new|闪亮 新
⚡ lightning fast|闪电 快
🔥 fire hot|火 热门
💧 drop water|水滴
🌊 wave sea|海浪`

export const food = `
🍎 apple|苹果
🍊 orange|橙子 橘子
🍋 lemon|柠檬
🍌 banana|香蕉
🍉 watermelon|西瓜
🍇 grapes|葡萄
🍓 strawberry|草莓
🍑 peach|桃子
🥭 mango|芒果
🍅 tomato|番茄
🥦 broccoli|西兰花
🌶️ chili spicy|辣椒
🍞 bread|面包
🧀 cheese|奶酪
🍳 egg cooking|煎蛋
🍔 burger|汉堡
🍟 fries|薯条
🍕 pizza|披萨
🌮 taco|卷饼
🍜 noodles|面条
🍚 rice|米饭
🍣 sushi|寿司
🥟 dumpling|饺子
🍱 bento lunch|便当
🍦 ice cream|冰淇淋
🍰 cake|蛋糕
🎂 birthday cake|生日蛋糕
🍫 chocolate|巧克力
🍬 candy|糖果
☕ coffee|咖啡
🍵 tea|茶
🥛 milk|牛奶
🍺 beer|啤酒
🍷 wine|红酒
🥂 cheers toast|干杯
🧋 bubble tea|奶茶`

export const things = `
📦 parcel package delivery|包裹 快递
🚚 truck delivery shipping|货车 配送
✈️ plane travel|飞机
🚗 car|汽车
🚌 bus|公交
🚲 bicycle|自行车
🚀 rocket launch fast|火箭
🏠 house home|家
🏢 office building|公司
🏪 shop store|商店
🏥 hospital|医院
🏦 bank|银行
🗺️ map|地图
📍 pin place|位置 地点
⏰ alarm clock time|闹钟 时间
⌛ hourglass waiting|沙漏 等待
⏳ waiting time|等待
📅 calendar date|日历 日期
📞 phone call|电话
📱 mobile phone|手机
💻 laptop computer|电脑
🖨️ printer|打印机
⌨️ keyboard|键盘
📷 camera photo|相机 照片
🎥 video camera|摄像机 视频
🎤 microphone|麦克风
🔊 sound loud|声音
🔇 mute|静音
🔋 battery|电池
🔌 plug power|插头 电源
💡 idea light|想法 灯泡
🔧 wrench repair|扳手 维修
🔨 hammer|锤子
⚙️ gear settings|设置
🔑 key|钥匙
🔒 lock secure|锁 安全
🔓 unlock|解锁
📧 email|邮件
✉️ envelope letter|信封
📝 note write|笔记 写
📄 document page|文件
📎 paperclip attachment|附件
📌 pushpin|图钉
📊 chart|图表
📈 rising chart|上升
📉 falling chart|下降
🔍 search find|搜索
🗑️ bin delete|垃圾桶 删除
🛒 cart shopping|购物车
🛍️ shopping bags|购物袋
👕 shirt clothes|衣服
👟 shoe|鞋
🎒 backpack|背包
⛺ tent camping|帐篷
💳 card payment|银行卡 支付
💰 money|钱
💵 cash dollar|现金
🧾 receipt invoice|发票 收据
🏷️ tag price label|标签 价格
🎁 gift present|礼物
🎉 party congratulations|庆祝 恭喜
🎊 confetti|彩带
🎈 balloon|气球
🏆 trophy win|奖杯
🥇 gold medal first|金牌 第一
⚽ football|足球
🏀 basketball|篮球
🎵 music|音乐
🎮 game|游戏
📚 books|书
☂️ umbrella|伞
💊 pill medicine|药`

export const symbols = `
❤️ red heart love|红心 爱
🧡 orange heart|橙心
💛 yellow heart|黄心
💚 green heart|绿心
💙 blue heart|蓝心
💜 purple heart|紫心
🖤 black heart|黑心
💔 broken heart|心碎
💕 two hearts|两颗心
💯 hundred perfect|满分
✅ check done yes|完成 对 是
☑️ checkbox|勾选
✔️ tick|对勾
❌ cross no wrong|错 否
❎ cross button|叉
❗ exclamation important|重要 感叹号
❓ question|问号 疑问
⁉️ what|惊讶
⚠️ warning|警告 注意
🚫 forbidden no|禁止
⛔ no entry|禁止进入
🆗 ok|好的
🆕 new|新
🆓 free|免费
🔴 red circle|红色
🟠 orange circle|橙色
🟡 yellow circle|黄色
🟢 green circle|绿色
🔵 blue circle|蓝色
⚪ white circle|白色
⬆️ up arrow|向上
⬇️ down arrow|向下
⬅️ left arrow|向左
➡️ right arrow|向右
🔄 refresh exchange|刷新 换货
🔁 repeat|重复
↩️ return back|退回 返回
➕ plus|加
➖ minus|减
✖️ multiply|乘
♻️ recycle|回收
💬 speech message|消息 对话
💭 thought|想法
🔔 bell|铃 提醒
🔕 bell off|免打扰
🔗 link|链接
1️⃣ one|一
2️⃣ two|二
3️⃣ three|三
4️⃣ four|四
5️⃣ five|五
🇨🇳 china|中国
🇬🇧 britain uk|英国
🇺🇸 usa|美国
🇩🇪 germany|德国
🇫🇷 france|法国
🇯🇵 japan|日本`
