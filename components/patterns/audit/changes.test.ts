import { describe, expect, it } from 'vitest'
import { changesBetween } from './changes'

describe('what an audit entry changed', () => {
  it('names the fields that differ and no others', () => {
    expect(
      changesBetween({ name: 'A', level: 1, tags: ['x'] }, { name: 'B', level: 1, tags: ['x'] }),
    ).toEqual([{ field: 'name', before: 'A', after: 'B' }])
  })

  it('shows all of a record that was made or deleted', () => {
    expect(changesBetween(null, { name: 'A' })).toEqual([{ field: 'name', before: undefined, after: 'A' }])
    expect(changesBetween({ name: 'A' }, null)).toEqual([{ field: 'name', before: 'A', after: undefined }])
    expect(changesBetween(null, null)).toEqual([])
  })
})
