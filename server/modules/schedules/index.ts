export { dayNumber, isoDay } from './domain/days'
export { expandShift, wallClock, wallTimeOf } from './domain/expand'
