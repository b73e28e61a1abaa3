import fs from 'node:fs'

/** With the id it names one process for ever, because ids are used again. A zombie counts as gone. */
export function identify(pid) {
  return { pid, birth: birthOf(pid) }
}

/** Whether the process that `identify` named still runs. */
export function isRunning({ pid, birth }) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return birth === undefined || birth === birthOf(pid)
}

/** State, parent's id, …: what follows the name in /proc/<pid>/stat. Undefined where there is no /proc. */
export function statFields(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

function birthOf(pid) {
  const fields = statFields(pid)
  return fields?.[0] === 'Z' ? 'gone' : fields?.[19]
}
