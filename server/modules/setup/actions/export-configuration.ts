import { createHash } from 'node:crypto'
import { stringify } from 'yaml'
import { nowMs } from '@/server/platform/clock'
import { prisma } from '@/server/platform/db/prisma'
import packageFile from '../../../../package.json' with { type: 'json' }
import type { Configuration } from '../contract'
import { type ExportChoices, FILE_KIND, SCHEMA_VERSION } from '../contract'
import { readConfiguration } from '../store/read-configuration'

/** The configuration as it stands, as the text of a file. No secret and no password is in it. */
export async function exportConfiguration(choices: ExportChoices): Promise<string> {
  const { file } = await readConfiguration(prisma())
  const body = chosen(file, choices)
  const head = {
    switchyard: FILE_KIND,
    schema: SCHEMA_VERSION,
    ...(choices.stamp && {
      product: packageFile.version,
      exportedAt: new Date(nowMs()).toISOString(),
      from: file.organization?.name,
    }),
  }
  return write({ ...head, ...body }, choices.format)
}

export function write(value: object, format: ExportChoices['format']): string {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`
  // Long texts stay on one line, so that a difference between two files is one line too.
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
}

function chosen(file: Configuration, { users, members, keys }: ExportChoices): Configuration {
  const { users: people, agents, groups, channels, rotations, ...others } = file
  const { organization, roles, calendars, categories, wrapUps, ...behind } = others
  return {
    ...{ organization, roles, calendars },
    ...(users && { users: people }),
    ...(members && { agents }),
    groups: members ? groups : groups?.map(({ members: _, ...group }) => group),
    ...{ categories, wrapUps },
    channels: keys ? channels : channels?.map(({ publicKey: _, ...channel }) => channel),
    ...behind,
    rotations: members ? rotations : rotations?.map(({ members: _, ...rotation }) => rotation),
  }
}

/** Tells whether the configuration is still the one that somebody looked at. */
export const hashOf = (file: Configuration): string =>
  createHash('sha256').update(JSON.stringify(file)).digest('hex')
