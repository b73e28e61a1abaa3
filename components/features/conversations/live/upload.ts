import { ApiError, toApiError } from '@/components/client/api'

/** The server refuses more; said before the bytes travel. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024

type Attachment = { id: string; name: string; mediaType: string; size: number }

type Options = {
  onProgress: (done: number) => void
  signal?: AbortSignal | undefined
  /** Of a recording. */
  durationMs?: number | undefined
}

/** Uploads a file with its progress from 0 to 1 (fetch cannot tell it). @throws {ApiError} */
export function upload(file: File, { onProgress, signal, durationMs }: Options): Promise<Attachment> {
  if (file.size > MAX_FILE_BYTES) {
    return Promise.reject(new ApiError(413, 'too_large', 'The file is larger than 10 MB.', null, []))
  }
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/attachments')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(new ApiError(0, 'network', 'The server cannot be reached.', null, []))
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as Attachment)
      else reject(toApiError(request.status, request.responseText))
    }
    request.onabort = () => reject(new ApiError(0, 'cancelled', 'Cancelled.', null, []))
    signal?.addEventListener('abort', () => request.abort())
    const form = new FormData()
    if (durationMs !== undefined) form.append('durationMs', String(durationMs))
    form.append('file', file)
    request.send(form)
  })
}
