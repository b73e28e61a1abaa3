import { describe, expect, it } from 'vitest'
import { homeOf, type Place, placesFor } from './navigation'

const place = (key: string, href: string) => ({ key, href }) as Place
const workspace = place('workspace', '/workspace')
const monitor = place('monitor', '/monitor')
const reports = place('reports', '/reports')

describe('navigation', () => {
  it('shows nobody what nobody allowed', () => {
    expect(placesFor(() => false)).toEqual([])
  })

  it('leads each role to its own first page, and elsewhere when that one is not there', () => {
    expect(homeOf(['agent'], [workspace, monitor])).toBe('/workspace')
    expect(homeOf(['manager'], [monitor, reports])).toBe('/reports')
    expect(homeOf(['administrator'], [workspace, monitor])).toBe('/monitor')
    expect(homeOf(['administrator'], [reports])).toBe('/reports')
    expect(homeOf(['agent'], [])).toBe('/profile')
  })
})
