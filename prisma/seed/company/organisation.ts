/** The made-up company: an online shop for outdoor and home goods with customers in three countries. */
export const company = {
  name: 'Fernhalde Outdoor & Home',
  timeZone: 'Europe/Berlin',
  language: 'en',
  emailDomain: 'fernhalde.example',
} as const

const all = (from: string, to: string) => [{ from, to }]
const week = (
  weekdays: { from: string; to: string }[],
  saturday: typeof weekdays,
  sunday: typeof weekdays,
) => ({
  mon: weekdays,
  tue: weekdays,
  wed: weekdays,
  thu: weekdays,
  fri: weekdays,
  sat: saturday,
  sun: sunday,
})

export const calendars = [
  {
    key: 'always',
    name: 'Around the clock',
    timeZone: 'Europe/Berlin',
    weekly: week(all('00:00', '24:00'), all('00:00', '24:00'), all('00:00', '24:00')),
  },
  {
    key: 'shop',
    name: 'Shop hours',
    timeZone: 'Europe/Berlin',
    weekly: week(all('07:00', '22:00'), all('09:00', '20:00'), all('10:00', '18:00')),
  },
  {
    key: 'office',
    name: 'Office hours',
    timeZone: 'Europe/Berlin',
    weekly: week(all('08:00', '18:00'), [], []),
  },
] as const
export type CalendarKey = (typeof calendars)[number]['key']
