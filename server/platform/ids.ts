import { v7 } from 'uuid'

/** A new id; version 7, so that ids made later sort later and indexes grow at one end. */
export const newId = (): string => v7()
