'use client'

import { Textarea, UnstyledButton } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import { useMe } from '@/components/client/me'
import type { Asked } from '@/components/features/knowledge/assist/asked-of'
import { KnowledgeButton } from '@/components/features/knowledge/assist/knowledge-button'
import { LikelyQuestion } from '@/components/features/knowledge/assist/likely-question'
import { SuggestedAnswers } from '@/components/features/knowledge/assist/suggested-answers'
import { ProcedureHint } from '@/components/features/knowledge/runs/procedure-hint'
import { findGaps } from '@/server/modules/conversations/contract'
import { useContextTab } from '../context/context-column'
import type { View } from '../live/live-state'
import type { Outbox } from '../live/outbox'
import { CardButton } from '../writing/card-dialog'
import { EmojiPicker } from '../writing/emoji-picker'
import { useInsertPlace } from '../writing/insert-place'
import { QuoteBar } from '../writing/quote-bar'
import { RecordButton, RecorderBar } from '../writing/recorder-bar'
import { replyValues } from '../writing/reply-values'
import { StagedFiles } from '../writing/staged-files'
import { LIST_ID, optionId, SuggestionList } from '../writing/suggestion-list'
import {
  AttachButton,
  type Invitation,
  InviteButton,
  type Mode,
  ModeSwitch,
  SendButton,
} from '../writing/tool-bar'
import { useNoteKey } from '../writing/use-note-key'
import { useRecorder } from '../writing/use-recorder'
import { useSend } from '../writing/use-send'
import { type Suggestions, useSuggestions } from '../writing/use-suggestions'
import { type TextState, useText } from '../writing/use-text'
import type { Writing } from '../writing/use-writing'
import writingClasses from '../writing/writing.module.css'
import classes from './chat.module.css'
import { useTypingSignal } from './use-typing-signal'

type Props = {
  view: View
  outbox: Outbox
  input: RefObject<HTMLTextAreaElement | null>
  /** Why only notes can be written; null where replies can. */
  notesOnly: string | null
  writing: Writing
  invitation?: Invitation
  /** What the customer waits for an answer to. */
  asked?: Asked | null
}

const MAX_TEXT = 8_000

/** Give it the conversation's id as `key`: what was begun stays with its conversation. */
export function Composer({ view, outbox, input, notesOnly, writing, invitation, asked = null }: Props) {
  const t = useTranslations('workspace.composer')
  const me = useMe()
  const [, setTab] = useContextTab()
  const [chosen, setMode] = useState<Mode>('text')
  const mode = notesOnly !== null || writing.quoted?.kind === 'note' ? 'note' : chosen
  const note = mode === 'note'
  const typing = useTypingSignal(view.id)
  useNoteKey(() => {
    setMode('note')
    input.current?.focus()
  })
  const words = useText(view.id, input)
  useInsertPlace(view.id, (text) => {
    setMode('text')
    words.insert(text)
  })
  const [named, setNamed] = useState<ReadonlyMap<string, string>>(new Map())
  const suggestions = useSuggestions({
    ...{ words, note, values: replyValues(view, me.name) },
    onMention: (id, name) => setNamed((known) => new Map(known).set(id, name)),
  })
  const onSent = () => {
    typing.stop()
    setMode('text')
    setNamed(new Map())
  }
  const sending = useSend({ conversationId: view.id, outbox, words, writing, note, named, onSent })
  const recorder = useRecorder((file, durationMs) => writing.stage([file], durationMs))
  const change = (next: string) => {
    words.change(next)
    words.look()
    if (!note && next.trim() !== '') typing.typed()
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0 || note) return
    event.preventDefault()
    writing.stage(files)
  }
  return (
    <div className={classes.composer} data-mode={mode}>
      <SuggestionList suggestions={suggestions} />
      {!note && <LikelyQuestion conversation={view} insert={(text) => words.insert(text)} />}
      <ProcedureHint conversation={view} onOpen={() => setTab('procedure')} />
      {!note && <SuggestedAnswers asked={asked} insert={(text) => words.insert(text)} />}
      <QuoteBar quoted={writing.quoted} view={view} onClear={() => writing.quote(null)} />
      {!note && <StagedFiles staged={writing.staged} onRemove={writing.unstage} />}
      {!note && <RecorderBar recorder={recorder} />}
      <Textarea
        ref={input}
        data-conversation={view.id}
        value={words.text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => onKeys(event, { suggestions, words, send: () => sending.send() })}
        onSelect={words.look}
        onPaste={onPaste}
        onBlur={typing.stop}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MAX_TEXT}
        variant="unstyled"
        aria-label={note ? t('noteLabel') : t('label', { name: view.customer.name })}
        aria-autocomplete="list"
        aria-controls={suggestions.items.length > 0 ? LIST_ID : undefined}
        aria-activedescendant={suggestions.items.length > 0 ? optionId(suggestions.index) : undefined}
        placeholder={note ? t('notePlaceholder') : t('placeholder')}
        classNames={{ input: classes.input }}
      />
      {sending.stopped && <Gaps words={words} onAnyway={() => sending.send(true)} />}
      <div className={classes.tools}>
        <ModeSwitch mode={mode} notesOnly={notesOnly} onChange={setMode} />
        {!note && <AttachButton onFiles={writing.stage} />}
        <EmojiPicker onPick={(sign) => words.insert(sign)} onClosed={() => input.current?.focus()} />
        {!note && <RecordButton recorder={recorder} />}
        {!note && <KnowledgeButton insert={(text) => words.insert(text)} />}
        {!note && <CardButton conversationId={view.id} onSend={(card) => outbox.sendCard(view.id, card)} />}
        {!note && invitation && <InviteButton invitation={invitation} />}
        <span className={classes.hint}>{t('hint')}</span>
        <SendButton mode={mode} disabled={!sending.canSend} onSend={() => sending.send()} />
      </div>
    </div>
  )
}

type Keys = { suggestions: Suggestions; words: TextState; send: () => void }

function onKeys(event: KeyboardEvent<HTMLTextAreaElement>, { suggestions, words, send }: Keys): void {
  // 229: an input method is composing; its keys choose the word, and nothing else.
  if (event.nativeEvent.isComposing || event.keyCode === 229) return
  if (suggestions.onKeyDown(event)) return
  if (event.key === 'Tab' && !event.shiftKey) toNextGap(event, words)
  // Out of the text, where the keys of one letter are letters.
  if (event.key === 'Escape')
    event.currentTarget.closest('section')?.querySelector<HTMLElement>('[role=log]')?.focus()
  if (event.key !== 'Enter' || event.shiftKey) return
  event.preventDefault()
  send()
}

/** From gap to gap; where none is left, Tab goes on to the next control as everywhere. */
function toNextGap(event: KeyboardEvent, { text, caret, select }: TextState): void {
  const gaps = findGaps(text)
  const next = gaps.find((gap) => gap.start >= caret) ?? gaps.find((gap) => gap.end < caret)
  if (!next) return
  event.preventDefault()
  select({ from: next.start, to: next.end })
}

function Gaps({ words, onAnyway }: { words: TextState; onAnyway: () => void }) {
  const t = useTranslations('workspace.composer')
  const names = [...new Set(findGaps(words.text).map(({ name }) => `{{${name}}}`))].join(', ')
  if (names === '') return null
  return (
    <p className={writingClasses.problem} role="alert">
      {t('gaps', { names })}{' '}
      <UnstyledButton className={writingClasses.act} onClick={onAnyway}>
        {t('anyway')}
      </UnstyledButton>
    </p>
  )
}
