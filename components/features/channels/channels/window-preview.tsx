'use client'

import { Group, SegmentedControl } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type CSSProperties, useState } from 'react'
import type en from '@/components/i18n/messages/en.json'
import { channelLanguages } from '@/server/modules/channels/contract'
import type { ChannelForm } from './form-values'
import { readableOn } from './readable-on'
import classes from './window-preview.module.css'

const stages = ['start', 'message', 'end'] as const
type Stage = (typeof stages)[number]
type Word = keyof typeof en.channels.preview.said.en
type Language = (typeof channelLanguages)[number]

/** A likeness of the customer's window that follows every key, before anything is saved. */
export function WindowPreview({ values }: { values: ChannelForm }) {
  const t = useTranslations('channels')
  const [stage, setStage] = useState<Stage>('start')
  const [language, setLanguage] = useState<Language>(values.language)
  const color = /^#[0-9a-f]{6}$/i.test(values.color) ? values.color : '#2f6fed'
  const paint = { '--brand': color, '--on-brand': readableOn(color) } as CSSProperties
  const say = (word: Word) => t(`preview.said.${language}.${word}`)
  return (
    <>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          data={stages.map((value) => ({ value, label: t(`preview.stage.${value}`) }))}
          value={stage}
          onChange={(value) => setStage(value as Stage)}
          aria-label={t('preview.stageTitle')}
        />
        <SegmentedControl
          size="xs"
          data={channelLanguages.map((value) => ({ value, label: t(`language.${value}`) }))}
          value={language}
          onChange={(value) => setLanguage(value as Language)}
          aria-label={t('field.language')}
        />
      </Group>
      <section className={classes.window} style={paint} aria-label={t('preview.title')} lang={language}>
        <div className={classes.head}>{values.name || say('name')}</div>
        <div className={classes.log}>
          {stage === 'start' && <Start values={values} language={language} say={say} />}
          {stage === 'message' && <Message values={values} say={say} />}
          {stage === 'end' && <End values={values} language={language} say={say} />}
        </div>
        <div className={classes.foot} aria-hidden>
          <span className={classes.input}>{say('write')}</span>
          <span className={classes.send}>{say('send')}</span>
        </div>
      </section>
    </>
  )
}

type Props = { values: ChannelForm; say: (word: Word) => string }

function Start({ values, language, say }: Props & { language: Language }) {
  const questions = values.settings.form ?? []
  return (
    <>
      <div className={classes.bubble}>{values.greeting[language]?.trim() || say('greeting')}</div>
      {questions.map((field) => (
        <div key={field.key} className={classes.ask}>
          {field.label[language] || field.key}
          {field.required && ' *'}
          <div className={classes.input}>{field.options?.[0]?.value ?? '\u00a0'}</div>
        </div>
      ))}
      {(values.settings.menu ?? []).map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name of their own.
        <div key={index} className={classes.choice}>
          {item.label[language] || item.label.en || item.label.zh || '…'}
        </div>
      ))}
    </>
  )
}

function Message({ values, say }: Props) {
  const { contact } = values.settings
  return (
    <>
      <div className={classes.bubble}>{say('closed')}</div>
      {contact !== 'none' && (
        <div className={classes.ask}>
          {say('contact')}
          {contact === 'required' && ' *'}
          <div className={classes.input}>{'\u00a0'}</div>
        </div>
      )}
    </>
  )
}

function End({ values, language, say }: Props & { language: Language }) {
  return (
    <>
      {values.confirmClosing && (
        <>
          <div className={classes.bubble}>{say('solved')}</div>
          <div className={classes.choice}>{say('yes')}</div>
          <div className={classes.choice}>{say('no')}</div>
        </>
      )}
      <div className={classes.bubble}>{values.settings.closingWords?.[language]?.trim() || say('ended')}</div>
      {values.settings.askRating && (
        <div className={classes.stars} role="img" aria-label={say('rate')}>
          ★★★★★
        </div>
      )}
    </>
  )
}
