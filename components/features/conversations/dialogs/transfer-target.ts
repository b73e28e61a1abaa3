export type Target = { kind: 'agent' | 'group'; id: string }
