import type { z } from 'zod'
import { type ChannelDetail, channelInput, type LocalText } from '@/server/modules/channels/contract'

export type ChannelForm = z.input<typeof channelInput>
export type MenuForm = NonNullable<ChannelForm['settings']['menu']>[number]
export type QuestionForm = NonNullable<ChannelForm['settings']['form']>[number]

const noText = { en: '', zh: '' }

export const emptyChannel: ChannelForm = {
  name: '',
  kind: 'web',
  language: 'en',
  siteIds: [],
  projectTypes: [],
  allowedOrigins: [],
  color: '#2f6fed',
  greeting: noText,
  calendarId: null,
  defaultGroupId: '',
  identityForced: false,
  confirmClosing: false,
  settings: {
    reopen: 'reopen',
    askRating: true,
    typingPreview: false,
    transcript: true,
    pushText: false,
    likelyQuestion: true,
    helpPage: false,
    closingWords: noText,
    form: [],
    contact: 'optional',
    menu: [],
  },
  thresholds: {},
}

export function toForm(channel: ChannelDetail): ChannelForm {
  const { id: _id, version: _version, disabled: _disabled, publicKey: _key, ...rest } = channel
  const { identity: _identity, warnings: _warnings, publicKeyOld: _old, ...settings } = rest
  return {
    ...settings,
    greeting: { ...noText, ...settings.greeting },
    settings: { ...settings.settings, closingWords: { ...noText, ...settings.settings.closingWords } },
  }
}

/** A language without a text is left out: the window then uses its own words. */
export function toInput(form: ChannelForm): z.output<typeof channelInput> {
  const settings = {
    ...form.settings,
    closingWords: withoutEmpty(form.settings.closingWords ?? {}),
    form: form.settings.form?.map((field) => ({
      ...field,
      label: withoutEmpty(field.label),
      options: field.type === 'choice' ? field.options : [],
    })),
    menu: form.settings.menu?.map((item) => ({
      label: withoutEmpty(item.label),
      action:
        item.action.kind === 'text'
          ? { kind: 'text' as const, text: withoutEmpty(item.action.text) }
          : item.action,
    })),
  }
  return channelInput.parse({ ...form, greeting: withoutEmpty(form.greeting), settings })
}

function withoutEmpty(text: LocalText): LocalText {
  return Object.fromEntries(Object.entries(text).filter(([, value]) => value?.trim()))
}
