import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Binaries } from './binaries'

/**
 * Settings of the embedded PostgreSQL. Commits are durable (fsync and synchronous_commit stay on): an accepted
 * message is on disk. max_wal_size is raised because the default forces a checkpoint every half minute under
 * full load; random_page_cost is that of a disk without arms, or a report over a month reads all years; the time-out ends forgotten transactions, whose old snapshots slow every claim down.
 */
export function settings(binaries: Binaries, socketDirectory: string | null): string {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socketDirectory ?? '',
    password_encryption: 'scram-sha-256',
    max_connections: '100',
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    random_page_cost: '1.1',
    max_wal_size: '2GB',
    min_wal_size: '80MB',
    fsync: 'on',
    synchronous_commit: 'on',
    idle_in_transaction_session_timeout: '30s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '%m [%p] ',
  }
  if (has(binaries, 'pg_stat_statements')) values.shared_preload_libraries = 'pg_stat_statements'
  const lines = Object.entries(values).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`)
  return [
    '# Written at every start. Put settings of your own into postgresql.conf, below its include.',
    ...lines,
    '',
  ].join('\n')
}

function has(binaries: Binaries, library: string): boolean {
  return ['so', 'dylib', 'dll'].some(
    (suffix) =>
      existsSync(path.join(binaries.folder, 'lib', 'postgresql', `${library}.${suffix}`)) ||
      existsSync(path.join(binaries.folder, 'lib', `${library}.${suffix}`)),
  )
}
