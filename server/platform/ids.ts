import { v7 } from 'uuid'

/** UUID version 7: sorts by time of making, so that new rows land at the end of their index. */
export function newId(): string {
  return v7()
}
