import { describe, expect, it } from 'vitest'
import { type Place, placesFor, sectionsOf } from './navigation'
import { homeOf, opensByItself, placeAt } from './place-choice'

const place = (key: string, href: string) => ({ key, href }) as Place
const workspace = place('workspace', '/workspace')
const monitor = place('monitor', '/monitor')
const reports = place('reports', '/reports')

describe('navigation', () => {
  it('shows nobody what nobody allowed', () => {
    expect(placesFor(() => false)).toEqual([])
  })

  it('puts every place under one heading, each heading once and only with places', () => {
    const all = placesFor(() => true)
    const sections = sectionsOf(all)
    expect(sections.map(({ key }) => key)).toEqual([null, 'service', 'work', 'system'])
    expect(sections.flatMap(({ places }) => places)).toEqual(all)
    const few = placesFor((permission) => permission === 'audit.read')
    expect(sectionsOf(few).map(({ key }) => key)).toEqual(['system'])
  })

  it('knows the one place of a page, also where one address continues another', () => {
    const all = placesFor(() => true)
    expect(placeAt('/schedule', all)?.key).toBe('schedule')
    expect(placeAt('/schedule/leave', all)?.key).toBe('leave')
    expect(placeAt('/reports/groups', all)?.key).toBe('reports')
    expect(placeAt('/reportsx', all)).toBeNull()
  })

  it('shows few places at once, and of many only those around the page', () => {
    const all = placesFor(() => true)
    const few = placesFor((permission) => permission === 'settings.write')
    const opened = (places: Place[], pathname: string) =>
      sectionsOf(places)
        .filter(({ key }) => key !== null)
        .filter((section) => opensByItself(section, places, placeAt(pathname, places)))
        .map(({ key }) => key)
    expect(opened(all, '/profile')).toEqual([])
    expect(opened(all, '/schedule/leave')).toEqual(['work'])
    expect(opened(few, '/monitor')).toEqual(['work', 'system'])
  })

  it('leads each role to its own first page, and elsewhere when that one is not there', () => {
    expect(homeOf(['agent'], [workspace, monitor])).toBe('/workspace')
    expect(homeOf(['manager'], [monitor, reports])).toBe('/reports')
    expect(homeOf(['administrator'], [workspace, monitor])).toBe('/monitor')
    expect(homeOf(['administrator'], [reports])).toBe('/reports')
    expect(homeOf(['agent'], [])).toBe('/profile')
  })
})
