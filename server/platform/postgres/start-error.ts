/** A start that cannot succeed; the message is for the person at the terminal and needs no stack. */
export class StartError extends Error {
  override name = 'StartError'
}
