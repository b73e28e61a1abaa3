export { applyOperations } from './actions/change-roster'
export { publishEntries } from './actions/publish-roster'
export { dayNumber, isoDay } from './domain/days'
export { expandShift, wallClock, wallTimeOf } from './domain/expand'
