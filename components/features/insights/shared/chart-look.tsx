import classes from './shared.module.css'

/** Colour is for state: blue what happened, red what was lost, green how good it was, gray what was before. */
export const colors = {
  active: 'light-dark(var(--mantine-color-blue-5), var(--mantine-color-blue-4))',
  pale: 'light-dark(var(--mantine-color-blue-1), rgb(102 152 228 / 28%))',
  before: 'light-dark(var(--mantine-color-gray-3), var(--mantine-color-dark-4))',
  lost: 'light-dark(var(--mantine-color-red-5), var(--mantine-color-red-4))',
  good: 'light-dark(var(--mantine-color-green-6), var(--mantine-color-green-3))',
  line: 'var(--swy-line)',
  text: 'var(--swy-text-quiet)',
} as const

/** The period before is hatched as well as pale, so that it can be told without colour. */
export const looks = {
  now: colors.active,
  before: `repeating-linear-gradient(135deg, ${colors.before} 0 2px, transparent 2px 4px)`,
} as const

/** The same hatching inside a drawing. */
export function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={2.5} height={5} fill={colors.before} />
    </pattern>
  )
}

export const axis = {
  stroke: colors.line,
  tick: { fill: colors.text, fontSize: 11 },
  tickLine: false,
} as const

export const axisTitle = (value: string, right = false) => ({
  value,
  angle: right ? 90 : -90,
  position: right ? ('insideRight' as const) : ('insideLeft' as const),
  style: { fill: colors.text, fontSize: 11, textAnchor: 'middle' as const },
})

/** What a chart says under the pointer. */
export function Tip({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <div className={classes.tip}>
      <b>{title}</b>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
