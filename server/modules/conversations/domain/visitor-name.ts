/**
 * What agents call somebody who gave no name: short, the same on every visit, and told apart from others. It
 * is data like any name that a customer gives, so it is made once, in the customer's language.
 */
export function visitorName(id: string, language: string | null | undefined): string {
  const mark = id.replaceAll('-', '').slice(-4).toUpperCase()
  return language?.toLowerCase().startsWith('zh') ? `访客 ${mark}` : `Visitor ${mark}`
}
