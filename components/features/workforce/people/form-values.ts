import { type PersonDetail, type PersonSettings, personSettings } from '@/server/modules/workforce/contract'

export const personForm = personSettings
export type PersonForm = PersonSettings

export const newPerson: PersonForm = {
  user: { name: '', email: '', locale: null, roles: ['agent'] },
  agent: { publicName: '', languages: [], capacity: 5, ramp: [], window: null, groups: [] },
}

export const newMembership = (groupId: string) => ({
  ...{ groupId, level: 1, quality: 10, capacity: null, offlineReceiver: false },
})

export const toForm = ({ user, agent }: PersonDetail): PersonForm => ({ user, agent })

/** The same work, another person: groups, limits and roles, but neither name nor address. */
export function toCopy({ user, agent }: PersonDetail): PersonForm {
  return {
    user: { ...user, name: '', email: '' },
    agent: agent && { ...agent, publicName: '', ramp: [] },
  }
}
