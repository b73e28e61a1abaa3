/** The line through values over equal steps, from 0 at the bottom to the highest value; null breaks it. */
export function sparklinePath(values: readonly (number | null)[], width: number, height: number): string {
  const highest = Math.max(0, ...values.map((value) => value ?? 0))
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
