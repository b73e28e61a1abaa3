const began = performance.now()

export function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`
}

export function say(line) {
  console.log(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`)
}

/** Says that a step begins and how long it took. */
export async function step(title, work) {
  const since = performance.now()
  say(`${title} …`)
  const result = await work()
  say(`${title}: done in ${seconds(since)}`)
  return result
}
