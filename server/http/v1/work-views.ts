import type { z } from 'zod'
import type { CallRow, ParticipantRow } from '@/server/modules/conversations'
import type { CallView, callResult, ParticipantView, participantPart } from './work-contract'

export function toParticipant(row: ParticipantRow): ParticipantView {
  const { id, userId, name, invitedBy, invitedByName, note } = row
  return {
    ...{ id, userId, name, invitedBy, invitedByName, note },
    part: row.part as z.infer<typeof participantPart>,
    joinedAt: row.joinedAt.toISOString(),
    leftAt: row.leftAt?.toISOString() ?? null,
  }
}

export function toCall(row: CallRow): CallView {
  const { id, agentId, agentName, phone, note, recordingUrl } = row
  return {
    ...{ id, agentId, agentName, phone, note, recordingUrl },
    result: row.result as z.infer<typeof callResult> | null,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
