import { inLanguage } from '../../i18n/words'
import { useWindow } from '../views/context'
import { usePartWords } from './part-words'

type Props = { score: number; chosen: string[]; onChange: (keys: string[]) => void }

/** What is offered with this score; any number of them may be chosen. */
export function RatingTags({ score, chosen, onChange }: Props) {
  const { state, language } = useWindow()
  const words = usePartWords()
  const tags = state.session!.channel.settings.ratingTags.filter(({ scores }) => scores.includes(score))
  if (tags.length === 0) return null
  return (
    <fieldset class="tags">
      <legend class="hidden">{words.rateTags}</legend>
      {tags.map(({ key, names }) => (
        <label key={key} class={chosen.includes(key) ? 'tag on' : 'tag'}>
          <input
            type="checkbox"
            class="hidden"
            checked={chosen.includes(key)}
            onChange={() =>
              onChange(chosen.includes(key) ? chosen.filter((known) => known !== key) : [...chosen, key])
            }
          />
          {inLanguage(names, language)}
        </label>
      ))}
    </fieldset>
  )
}
