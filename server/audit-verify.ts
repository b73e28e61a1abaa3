import { checkAudit } from '@/server/modules/accounts'
import { shutDown } from '@/server/platform/shutdown'

/**
 * `npm run audit:verify [-- POSITION:HASH …]`: walks the whole chain of the audit log. A place and hash that
 * were noted elsewhere (a line of the log, an exported file) must still be in it. Ends with 1 where it is not whole.
 */
function readAnchors(args: readonly string[]) {
  return args.map((text) => {
    const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text)
    if (!match?.[2]) throw new Error(`"${text}" is not POSITION:HASH, such as 120:9f86…`)
    return { position: Number(match[1]), hash: match[2] }
  })
}

const reasons = {
  missing: 'is missing',
  changed: 'is not what was written (or an entry was put before it)',
  personal_changed: 'has a personal value that is not the one that was written',
  not_as_noted: 'does not have the hash that was noted elsewhere',
  cut_off: 'is missing: the end of the chain was cut off',
  end_changed: 'is not the end that was sealed last',
  erased_unrecorded: 'follows more erased values than erasures on record',
} as const

try {
  const { ok, entries, erased, first, last, broken } = await checkAudit(readAnchors(process.argv.slice(2)))
  console.log(`${entries} entries hold, ${erased} personal values erased`)
  if (first) console.log(`first ${first.position}:${first.hash}`)
  if (last) console.log(`last  ${last.position}:${last.hash}`)
  if (broken) {
    const entry = broken.entryId ? ` (${broken.entryId})` : ''
    console.log(`BROKEN: entry ${broken.position}${entry} ${reasons[broken.why]}`)
  }
  process.exitCode = ok ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
} finally {
  await shutDown('pools', console.error)
}
