import fs from 'node:fs'
import path from 'node:path'
import { root } from './run.mjs'

const quietMs = 150
const ignored = /generated|\.test\.tsx?$|~$|\.tmp$/

/** Calls `changed(files)` once changes below the folders have come to rest. Pages reload by Next itself. */
export function watch(folders, changed) {
  let timer
  let files = new Set()
  const watchers = folders
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .map((folder) =>
      fs.watch(path.join(root, folder), { recursive: true }, (_event, name) => {
        if (!name || ignored.test(name)) return
        files.add(path.join(folder, name))
        clearTimeout(timer)
        timer = setTimeout(() => {
          changed([...files])
          files = new Set()
        }, quietMs)
      }),
    )
  return () => {
    for (const watcher of watchers) watcher.close()
  }
}
