/** Errors whose message was written for the person at the terminal; everything else shows its stack. */
const forPeople = new Set(['EnvError', 'StartError', 'DatabaseError', 'MigrationError'])

/** What to print when a start fails. */
export function explainFailure(
  error: unknown,
  settings: { host: string; port: number; dataDir: string },
): string {
  if (!(error instanceof Error)) return String(error)
  const { host, port, dataDir } = settings
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `PORT ${port} on ${host} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm run up`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST "${host}" is not an address of this machine. Give one that is, such as 127.0.0.1 or 0.0.0.0.`
    case 'ENOSPC':
      return `The disk is full (${error.message}). Make room, or point DATA_DIR (now ${dataDir}) elsewhere.`
    case 'EROFS':
      return `The disk is read-only (${error.message}). Point DATA_DIR (now ${dataDir}) elsewhere.`
    case 'EACCES':
      return `A right is missing: ${error.message}. DATA_DIR is ${dataDir}, PORT is ${port}.`
    default:
      return forPeople.has(error.name) ? error.message : (error.stack ?? error.message)
  }
}
