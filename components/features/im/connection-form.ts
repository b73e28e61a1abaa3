import { z } from 'zod'
import { defaultEndWords, defaultHandOverWords, type ImView, imSettings } from '@/server/modules/im/contract'

/** The connection with its secrets, which are written and never read: empty = as it is. */
export const connectionForm = imSettings.extend({
  robotSecret: z.string().max(200),
  adminSecret: z.string().max(200),
})
export type ConnectionForm = z.input<typeof connectionForm> & z.output<typeof connectionForm>

export const freshConnection: ConnectionForm = {
  ...{ serverUrl: '', adminUrl: '', robotId: '', owner: '', line: 0, enabled: true, menuFirst: false },
  ...{ handOverWords: defaultHandOverWords, endWords: defaultEndWords, texts: {} },
  ...{ robotSecret: '', adminSecret: '' },
}

export function formOf({
  channelId: _c,
  version: _v,
  hasAdminSecret: _h,
  ...settings
}: ImView): ConnectionForm {
  return { ...settings, robotSecret: '', adminSecret: '' }
}
