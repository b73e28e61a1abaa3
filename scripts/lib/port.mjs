import { createServer } from 'node:net'
import { Failure } from './run.mjs'

/** Says that the port is taken before anything heavy begins. */
export function checkPort({ port, host }) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(new Failure(explain(error, port, host))))
    server.listen({ port, host }, () => server.close(() => resolve()))
  })
}

function explain(error, port, host) {
  if (error.code === 'EADDRINUSE') {
    return `PORT ${port} on ${host} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm run up`
  }
  if (error.code === 'EACCES')
    return `PORT ${port} needs more rights than this user has. Choose one above 1023.`
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(error.code)) {
    return `HOST "${host}" is not an address of this machine. Give one that is, such as 127.0.0.1 or 0.0.0.0.`
  }
  return `PORT ${port} on HOST ${host} cannot be used: ${error.message}`
}
