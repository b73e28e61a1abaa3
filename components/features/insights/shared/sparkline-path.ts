/** The line through values over equal steps, from 0 at the bottom to the highest value (or `top`); null breaks it. */
export function sparklinePath(
  values: readonly (number | null)[],
  width: number,
  height: number,
  top = 0,
): string {
  const highest = Math.max(top, ...values.map((value) => value ?? 0))
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const round = (n: number) => Math.round(n * 10) / 10
  let path = ''
  let broken = true
  values.forEach((value, index) => {
    if (value === null) {
      broken = true
      return
    }
    const y = highest === 0 ? height : height - (value / highest) * height
    path += `${broken ? 'M' : 'L'}${round(index * step)} ${round(y)}`
    broken = false
  })
  return path
}
