import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type MigrationFile = { name: string; sql: string; checksum: string }

/** Folders of `prisma/migrations` in the order in which they are applied: by name. */
export function listMigrationFiles(folder: string): MigrationFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: checksumOf(sql) }
    })
}

/** SHA-256 in lower-case hex over the file, as Prisma Migrate records it. */
export function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}

/** A checkout may change line ends; that is no edit. */
export function isSameMigration(file: MigrationFile, checksum: string): boolean {
  const unix = file.sql.replaceAll('\r\n', '\n')
  return [file.checksum, checksumOf(unix), checksumOf(unix.replaceAll('\n', '\r\n'))].includes(checksum)
}
