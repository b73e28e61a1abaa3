import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { startImDouble } from './modules/im/testing/double'

/**
 * A stand-in for an external IM with a small console, to try a channel by hand: `npm run im:double -- --callback
 * ADDRESS`. What is typed goes to the robot as a message of a user.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8880' },
    callback: { type: 'string', default: '' },
    robot: { type: 'string', default: 'robot' },
    secret: { type: 'string', default: 'robot-secret' },
    'admin-secret': { type: 'string', default: 'admin-secret' },
    user: { type: 'string', default: 'anna' },
  },
})

const say = (line: string) => process.stdout.write(`${line}\n`)
const double = await startImDouble({
  ...{ robotId: values.robot, robotSecret: values.secret, adminSecret: values['admin-secret'] },
  ...{ callback: values.callback, port: Number(values.port) },
})
say(
  `IM at ${double.url}, robot "${values.robot}", secret "${values.secret}", admin "${values['admin-secret']}".`,
)
say('Type a message, or: /as USER · /to ACCOUNT (a shadow, as an agent) · /robots · /quit')

let user = values.user
let account = values.robot
double.onTold(({ rid, target, payload }) => {
  const { name } = JSON.parse(payload.extra ?? '{}') as { name?: string }
  const from = `${rid}${name ? ` (${name})` : ''}`
  say(
    `${from} → ${target}: ${payload.searchableContent}${payload.remoteMediaUrl ? ` ${payload.remoteMediaUrl}` : ''}`,
  )
})

async function obey(line: string): Promise<void> {
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? []
  if (word === '/quit') lines.close()
  else if (word === '/robots') for (const [id, robot] of double.robots) say(`${id}: ${robot.displayName}`)
  else if (word === '/as' || word === '/to') {
    if (word === '/as') user = rest || user
    else account = rest || account
    say(`${user} writes to ${account}.`)
  } else {
    const status = await double.says(user, line, {}, account).catch((error: unknown) => String(error))
    say(`${user} → ${account}: ${status}`)
  }
}

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  if (line.trim() !== '') void obey(line.trim())
})
lines.on('close', () => void double.stop())
