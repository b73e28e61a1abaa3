import { Fragment } from 'react'
import { LinkedText } from './linked-text'
import classes from './message.module.css'

const named = /(@[^\s@，。、；：！？]+(?:\u00a0[^\s@，。、；：！？]+)*)/gu

/** A note in which colleagues are named. */
export function NotedText({ text }: { text: string }) {
  return (
    <>
      {text.split(named).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move.
        <Fragment key={index}>
          {index % 2 === 1 ? <mark className={classes.named}>{part}</mark> : <LinkedText text={part} />}
        </Fragment>
      ))}
    </>
  )
}
