import { expect, test } from 'vitest'
import { allows } from './status'

test('only online gets new conversations; everybody connected may write in their own', () => {
  expect(allows('online')).toEqual({ newConversations: true, writeInOwn: 'yes', offlineMessages: 'yes' })
  expect(allows('busy')).toMatchObject({ newConversations: false, offlineMessages: 'unless_anyone_online' })
  expect(allows('offline')).toMatchObject({ newConversations: false, writeInOwn: 'while_connected' })
})
