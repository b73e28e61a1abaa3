import type { Family } from '../contract'
import { adherenceFacts } from './adherence-facts'
import { alarmFacts } from './alarm-facts'
import { answeredFacts } from './answered-facts'
import { botFacts } from './bot-facts'
import { closingFacts, endedFacts } from './ended-facts'
import type { FamilySql } from './family'
import { handlingFacts } from './handling-facts'
import { holdingFacts, intakeFacts, offlineFacts } from './intake-facts'
import { presenceFacts } from './presence-facts'
import { queueFacts } from './queue-facts'
import { invitationFacts, ratingFacts } from './rating-facts'
import { firstReplyFacts, roundFacts, writtenFacts } from './reply-facts'
import { participantFacts, starFacts } from './star-facts'

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
  answered: answeredFacts,
  handling: handlingFacts,
  stars: starFacts,
  rating_part: participantFacts,
  adherence: adherenceFacts,
  alarm: alarmFacts,
  bot: botFacts,
}
