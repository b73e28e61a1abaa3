/** For the test of the messages: which keys a source file asks for. */
export type Uses = {
  keys: string[]
  /** From `t(`state.${x}`)`: every key that starts so is used. */
  prefixes: string[]
  /** Calls whose key stands in a variable, and prefixes without a dot: nobody could tell what they use. */
  unreadable: string[]
}

const declaration =
  /(?:const\s+(\w+)\s*=\s*(?:await\s+)?(?:useTranslations|getTranslations)\(\s*(?:'([\w.]+)')?\s*\)|\b(\w+):\s*Translator<'([\w.]+)'>)/g

export function readUses(source: string): Uses {
  const uses: Uses = { keys: [], prefixes: [], unreadable: [] }
  const namespaces = new Map<string, Set<string>>()
  for (const match of source.matchAll(declaration)) {
    const name = match[1] ?? match[3] ?? ''
    namespaces.set(name, (namespaces.get(name) ?? new Set()).add(match[2] ?? match[4] ?? ''))
  }
  for (const [name, spaces] of namespaces) {
    for (const space of spaces) readCalls(source, name, space === '' ? '' : `${space}.`, uses)
    if (spaces.size > 1) uses.unreadable.push(`${name} stands for several namespaces`)
  }
  return uses
}

function readCalls(source: string, name: string, space: string, uses: Uses): void {
  const call = new RegExp(`(?<![\\w.])${name}(?:\\.(?:rich|markup|raw|has))?\\(\\s*(?=([^\\n]*))`, 'g')
  for (const [text, argument = ''] of source.matchAll(call)) {
    const plain = /^'([^']+)'/.exec(argument)?.[1]
    const choice = /^[^'`?]*(?:'[^']*')?[^'`?]*\?\s*'([^']+)'\s*:\s*'([^']+)'/.exec(argument)
    const template = /^`([^`$]*)(\$\{)?/.exec(argument)
    if (plain) uses.keys.push(space + plain)
    else if (choice) uses.keys.push(space + choice[1], space + choice[2])
    else if (template?.[2] && (template[1]?.endsWith('.') || (template[1] === '' && space)))
      uses.prefixes.push(space + template[1])
    else uses.unreadable.push(text + argument.slice(0, 40))
  }
}

/** Nested messages as `a.b.c` → text. */
export function flatten(messages: object, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value]]
        : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  )
}

/** Names of the arguments of an ICU message, sorted; the texts of a plural's branches are read too. */
export function placeholders(text: string): string[] {
  const names = new Set<string>()
  for (const part of topBraces(text)) {
    const [name = '', type, ...rest] = part.split(',')
    names.add(name.trim())
    if (!type) continue
    for (const branch of topBraces(rest.join(','))) for (const inner of placeholders(branch)) names.add(inner)
  }
  return [...names].sort()
}

/** What stands between the outermost braces. */
function topBraces(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (const [at, letter] of [...text].entries()) {
    if (letter === '{' && depth++ === 0) start = at + 1
    if (letter === '}' && --depth === 0) parts.push([...text].slice(start, at).join(''))
  }
  return parts
}
