import { Fragment } from 'react'

const link = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}，。；：！？）】])/g

/** Text as it was written, with addresses that can be followed. */
export function LinkedText({ text }: { text: string }) {
  return (
    <>
      {text.split(link).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move.
        <Fragment key={index}>
          {index % 2 === 1 ? (
            <a href={part} target="_blank" rel="noreferrer noopener">
              {part}
            </a>
          ) : (
            part
          )}
        </Fragment>
      ))}
    </>
  )
}
