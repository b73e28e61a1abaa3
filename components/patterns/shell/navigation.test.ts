import { describe, expect, it } from 'vitest'
import { homeOf, type Place, placesFor, sectionsOf } from './navigation'

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

  it('leads each role to its own first page, and elsewhere when that one is not there', () => {
    expect(homeOf(['agent'], [workspace, monitor])).toBe('/workspace')
    expect(homeOf(['manager'], [monitor, reports])).toBe('/reports')
    expect(homeOf(['administrator'], [workspace, monitor])).toBe('/monitor')
    expect(homeOf(['administrator'], [reports])).toBe('/reports')
    expect(homeOf(['agent'], [])).toBe('/profile')
  })
})
