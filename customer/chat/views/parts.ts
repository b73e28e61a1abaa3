/** The parts that load on demand. Each function is made once: it is the key of what has arrived. */
export const parts = {
  bot: () => import('../lazy/bot'),
  menu: () => import('../lazy/menu-row'),
  choice: () => import('../lazy/queue-choice'),
  actions: () => import('../lazy/message-actions'),
  countdown: () => import('../lazy/countdown'),
  attach: () => import('../lazy/attach'),
  rating: () => import('../lazy/rating'),
  emoji: () => import('../lazy/emoji-picker'),
  recorder: () => import('../lazy/recorder'),
  media: () => import('../lazy/media'),
  forms: () => import('../lazy/forms'),
  transcript: () => import('../lazy/transcript'),
  orders: () => import('../lazy/orders'),
}
