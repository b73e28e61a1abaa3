import type { Chance } from '../seed/chance'
import { chinese, chinesePhrases } from '../seed/dialogs/chinese'
import { type Line, readScript, type Slots, say } from '../seed/dialogs/dialog'
import { english, englishPhrases } from '../seed/dialogs/english'
import { second } from '../seed/history/time'
import type { Item } from '../seed/history/world'
import type { Person } from './organisation'

export type Phrases = typeof englishPhrases
type Speaker = { language: 'en' | 'zh'; leaf: keyof typeof english; customerId: string; slots: Slots }

/** Who says what when: words of the demo's dialogues, with the pauses people make. */
export class Talk {
  readonly items: Item[] = []
  readonly phrases: Phrases
  private lines: Line[] = []

  constructor(
    private readonly speaker: Speaker,
    private readonly chance: Chance,
    public at: number,
  ) {
    this.phrases = speaker.language === 'zh' ? chinesePhrases : englishPhrases
  }

  /** The next line of the matter; when it is told, the customer has another question. */
  next(): Line {
    if (this.lines.length === 0) this.lines = this.script()
    return this.lines.shift()!
  }

  /** The next line that this side can say. */
  nextOf(by: Line['by']): Line {
    for (let tries = 0; tries < 20; tries += 1) {
      const line = this.next()
      if (line.by === by) return line
    }
    return { by, texts: this.phrases.anythingElse }
  }

  customer(medianSeconds: number, line: Line | { texts: string[] }, waiting = false): void {
    this.at += Math.round(Math.min(290, Math.max(4, this.chance.around(medianSeconds, 0.8))) * second)
    this.speak('customer', this.speaker.customerId, this.words(line), waiting)
  }

  /** Said at once, without a pause before it. */
  first(waiting: boolean): void {
    this.speak('customer', this.speaker.customerId, this.words(this.next()), waiting)
  }

  agent(medianSeconds: number, line: Line | { texts: string[] }, who: Person): void {
    this.at += Math.round(Math.max(3, this.chance.around(medianSeconds, 0.6) * who.pace) * second)
    this.speak('agent', who.id, this.words(line, who.publicName), false)
  }

  add(item: Item): void {
    this.items.push(item)
  }

  private speak(by: 'customer' | 'agent', senderId: string, text: string, waiting: boolean): void {
    this.items.push({ at: this.at, type: 'message', by, senderId, text, waiting })
  }

  private words(line: { texts: string[] }, agent = ''): string {
    return say({ by: 'agent', texts: line.texts }, { ...this.speaker.slots, agent }, this.chance)
  }

  private script(): Line[] {
    const { language, leaf } = this.speaker
    const scripts = language === 'zh' ? chinese : english
    const keys = Object.keys(scripts) as (keyof typeof english)[]
    return readScript(scripts[this.items.length === 0 ? leaf : this.chance.pick(keys)], this.chance)
  }
}
