/** A fixed beginning, by which a leaked one is recognised, and 256 random bits. */
export const keyPrefix = 'swy_key_'

const form = /^swy_key_[A-Za-z0-9_-]{43}$/

/** `random` is 32 bytes in base64url. */
export const formatKey = (random: string): string => keyPrefix + random

export const isKey = (text: string): boolean => form.test(text)

/** Enough to recognise it, useless for guessing it. */
export const visiblePart = (key: string): string => key.slice(0, keyPrefix.length + 4)
