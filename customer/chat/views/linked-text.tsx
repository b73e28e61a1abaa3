import { splitLinks } from '../core/links'

/** Text as text: never markup, web addresses as links that tell the target nothing. */
export function LinkedText({ text }: { text: string }) {
  return (
    <p class="text" dir="auto">
      {splitLinks(text).map((part, index) =>
        part.href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  )
}
