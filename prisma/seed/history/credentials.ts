/** What the demo's users sign in with: one hash for all of them, and the ids of the built-in roles by key. */
export type Credentials = { passwordHash: string; roleIds: Record<string, string> }
