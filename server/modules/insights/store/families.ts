import type { Family } from '../contract'
import { closingFacts, endedFacts } from './ended-facts'
import type { FamilySql } from './family'
import { holdingFacts, intakeFacts, offlineFacts } from './intake-facts'
import { presenceFacts } from './presence-facts'
import { queueFacts } from './queue-facts'
import { invitationFacts, ratingFacts } from './rating-facts'
import { firstReplyFacts, roundFacts, writtenFacts } from './reply-facts'

export const families: Record<Family, FamilySql> = {
  queue: queueFacts,
  ended: endedFacts,
  written: writtenFacts,
  first_reply: firstReplyFacts,
  round: roundFacts,
  rating: ratingFacts,
  invitation: invitationFacts,
  offline: offlineFacts,
  holding: holdingFacts,
  presence: presenceFacts,
  closing: closingFacts,
  intake: intakeFacts,
}
