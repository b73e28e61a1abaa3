import { v5, v7 } from 'uuid'

/** UUID version 7: sorts by time of making, so that new rows land at the end of their index. */
export function newId(): string {
  return v7()
}

/** The same id for the same words within a family of ids: what is done twice is known again. */
export function idOf(family: string, words: string): string {
  return v5(words, family)
}
