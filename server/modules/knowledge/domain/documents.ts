/** An article as the search sees it. */
export type Document = {
  id: string
  titles: readonly string[]
  /** Ways in which customers ask for it. */
  questions: readonly Labelled[]
  keywords: readonly string[]
  bodies: readonly string[]
}

/** A question, and what the same customer had written before it where that is known. */
export type Labelled = { text: string; earlier?: readonly string[] }

export type Asked = {
  text: string
  /** The customer's messages before this one, oldest first. */
  earlier?: readonly string[]
}
