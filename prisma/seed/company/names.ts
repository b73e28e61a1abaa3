/** First and family names that customers are made of; no real person is meant. */
export const firstNames =
  'Anna Lena Marie Paul Jonas Felix Emma Mia Lukas Max Sophie Laura Tim Nina Jan Oliver Harry George Amelia Isla Jack Emily Thomas Charlotte James Freya Arthur Poppy Ella Leon Ben Clara Ida Henrik Greta Moritz Theo Frida Nora Simon Eva David Alice Hugo Ruby Ivy Edward Rosa Karl Vera'.split(
    ' ',
  )
export const familyNames =
  'Becker Schulz Wagner Krüger Hartmann Lange Winkler Sommer Keller Vogel Arnold Seidel Haas Lorenz Brooks Turner Hughes Foster Barnes Walsh Palmer Chapman Reid Fisher Holt Marsh Ellis Carr Webb Dixon Pohl Ritter Stark Blum Reuss Gärtner Thiele Kern Albrecht Harper Doyle Norton Frost Lambert Kemp Rowe'.split(
    ' ',
  )
export const chineseFamilyNames = '王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹'.split('')
export const chineseGivenNames =
  '思远 雨桐 子涵 浩然 欣怡 梓萱 俊杰 佳琪 晨曦 文博 静怡 宇轩 诗涵 明哲 婉清 嘉豪 若琳 天宇 晓彤 立群 慧敏 建国 秀英 志强 丽华 海燕 晓东 春梅 国栋 雪松'.split(
    ' ',
  )

export const customerTags = ['newsletter', 'club', 'wholesale', 'returns-often', 'press']

export const products = {
  en: [
    'Talgrund 3 tent',
    'Nebel down jacket',
    'Kamm 45 backpack',
    'Bachlauf rain coat',
    'Steig hiking boots',
    'Glut camping stove',
    'Moos sleeping bag',
    'Herdstein cast-iron pan',
    'Linde oak stool',
    'Wolke merino blanket',
    'Quelle bottle',
    'Funke lantern',
  ],
  zh: [
    '谷地三人帐篷',
    '雾羽绒服',
    '山脊45升背包',
    '溪流冲锋衣',
    '攀径登山靴',
    '炉火露营炉',
    '苔原睡袋',
    '石灶铸铁锅',
    '椴木凳',
    '云朵羊毛毯',
    '泉水保温瓶',
    '火花营地灯',
  ],
} as const
