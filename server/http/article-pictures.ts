import { z } from 'zod'
import { findArticlePicture, storeArticlePicture } from '@/server/modules/knowledge'
import { ARTICLE_PICTURES, articlePictureLimits } from '@/server/modules/knowledge/contract'
import { AppError } from '@/server/platform/errors'
import { problemResponse } from './problem'
import { readBytes } from './read-body'
import { requireStaff } from './v1/staff-auth'

const uuid = z.uuid()

/** POST /api/knowledge/pictures: a picture for an article. GET …/{id}: for everybody, as articles are. */
export async function articlePictures(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  try {
    const rest = pathname.slice(ARTICLE_PICTURES.length)
    if (request.method === 'POST' && rest === '') {
      await requireStaff(request, 'knowledge.manage')
      const picture = await storeArticlePicture(await readBytes(request, articlePictureLimits.bytes))
      return Response.json(picture, { status: 201 })
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new AppError('method_not_allowed', 'GET, or POST without an id.')
    return await show(rest.slice(1))
  } catch (error) {
    return problemResponse(error, pathname)
  }
}

async function show(id: string): Promise<Response> {
  const picture = uuid.safeParse(id).success ? await findArticlePicture(id) : null
  if (!picture) throw new AppError('not_found', 'There is no such picture.')
  return new Response(new Uint8Array(picture.bytes), {
    headers: {
      'content-type': picture.mediaType,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
