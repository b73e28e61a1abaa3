/** A rotation is a cycle of days; where an agent stands in it follows from the day they began and an offset. */
export type RotationPlace = {
  startsOn: number
  /** The last day that still belongs; null = until further notice. */
  untilOn: number | null
  offsetDays: number
}

/** Where in a cycle of `length` days the day is; null outside of the membership. */
export function placeInCycle(length: number, place: RotationPlace, day: number): number | null {
  if (day < place.startsOn || (place.untilOn !== null && day > place.untilOn)) return null
  return (((day - place.startsOn + place.offsetDays) % length) + length) % length
}

/** What the rotation says for each day of [from, until): a template, or free. Days outside are not named. */
export function expandRotation(
  days: readonly (string | null)[],
  place: RotationPlace,
  from: number,
  until: number,
): { day: number; templateId: string | null }[] {
  const planned: { day: number; templateId: string | null }[] = []
  for (let day = from; day < until; day += 1) {
    const index = placeInCycle(days.length, place, day)
    if (index !== null) planned.push({ day, templateId: days[index] ?? null })
  }
  return planned
}
