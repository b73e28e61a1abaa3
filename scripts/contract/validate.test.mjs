import { describe, expect, it } from 'vitest'
import { problemsOf } from './validate.mjs'

const document = {
  components: {
    schemas: { Point: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] } },
  },
}
const point = { $ref: '#/components/schemas/Point' }

describe('a value held against a schema', () => {
  it.each([
    ['text', { type: 'string' }],
    [null, { type: ['string', 'null'] }],
    [null, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    [{ x: 1, more: true }, point],
    [[{ x: 1 }], { type: 'array', items: point }],
    ['2026-01-01T00:00:00.000Z', { type: 'string', format: 'date-time' }],
    [
      { a: 1, b: 2 },
      { type: 'object', additionalProperties: { type: 'integer' } },
    ],
    ['b', { enum: ['a', 'b'] }],
  ])('%j fits', (value, schema) => expect(problemsOf(value, schema, document)).toEqual([]))

  it.each([
    [1, { type: 'string' }, 'it is 1, not string'],
    [{ x: '1' }, point, 'x is "1", not number'],
    [{}, point, 'x is missing'],
    [[{ x: 1 }, {}], { type: 'array', items: point }, '[1].x is missing'],
    [{ a: 'b' }, { type: 'object', additionalProperties: { type: 'integer' } }, 'a is "b", not integer'],
    [{ a: 1 }, { type: 'object', properties: {}, additionalProperties: false }, 'a may not be there'],
    ['c', { enum: ['a', 'b'] }, 'it is "c", none of the choices'],
    [true, { anyOf: [{ type: 'string' }, { type: 'null' }] }, 'it is true, not string'],
    [
      { x: 'soon' },
      { type: 'object', properties: { x: { type: 'string', format: 'date-time' } } },
      'x is no date-time',
    ],
    [{ n: 11 }, { type: 'object', properties: { n: { type: 'integer', maximum: 10 } } }, 'n is 11'],
  ])('%j does not fit %j', (value, schema, problem) =>
    expect(problemsOf(value, schema, document)).toContain(problem),
  )
})
