import { z } from 'zod'
import { findPicture, setPicture } from '@/server/modules/accounts'
import { pictureLimits } from '@/server/modules/accounts/contract'
import { AppError } from '@/server/platform/errors'
import { problemResponse } from './problem'
import { readBytes } from './read-body'
import { requireStaff } from './v1/staff-auth'

const FOLDER = '/api/pictures/'
const uuid = z.uuid()

export const isPicturePath = (path: string): boolean => path.startsWith(FOLDER)

/**
 * GET /api/pictures/{picture}: the picture of a person, for colleagues and customers alike; its address says
 * nothing and never shows anything else. PUT and DELETE /api/pictures/{user}: the picture of this user.
 */
export async function handlePicture(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  try {
    const id = uuid.safeParse(pathname.slice(FOLDER.length))
    if (!id.success) throw new AppError('not_found', 'There is no such picture.')
    if (request.method === 'GET' || request.method === 'HEAD') return await show(id.data)
    if (request.method !== 'PUT' && request.method !== 'DELETE')
      throw new AppError('method_not_allowed', 'GET, PUT or DELETE.')
    const principal = await requireStaff(request)
    const bytes = request.method === 'PUT' ? await readBytes(request, pictureLimits.bytes) : null
    return Response.json(await setPicture(principal, id.data, bytes))
  } catch (error) {
    return problemResponse(error, pathname)
  }
}

async function show(id: string): Promise<Response> {
  const picture = await findPicture(id)
  if (!picture) throw new AppError('not_found', 'There is no such picture.')
  return new Response(Buffer.from(picture.bytes), {
    headers: {
      'content-type': picture.mediaType,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
