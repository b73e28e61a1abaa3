/** The list with the one at `from` standing at `to`; places outside the list are its ends. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = [...list]
  const [one] = rest.splice(from, 1)
  if (one === undefined) return rest
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, one)
  return rest
}
