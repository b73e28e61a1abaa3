/** The few words of the launcher; the window has its own. */
export const loaderWords = {
  en: { open: 'Open chat', close: 'Close chat', title: 'Chat', unread: (n: number) => `${n} unread` },
  zh: {
    open: '打开在线客服',
    close: '收起在线客服',
    title: '在线客服',
    unread: (n: number) => `${n} 条未读`,
  },
}
