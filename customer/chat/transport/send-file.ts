import { ApiError } from './api'

export type SendFileRequest = {
  url: string
  token: string
  file: Blob
  name: string
  /** Share that has gone up, 0 to 1. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

/** One upload; answers with the id of the attachment. @throws {ApiError} */
export type SendFile = (request: SendFileRequest) => Promise<string>

/** fetch tells no progress of what goes up, hence XMLHttpRequest. */
export const sendByXhr: SendFile = ({ url, token, file, name, onProgress, signal }) =>
  new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    const body = new FormData()
    body.append('file', file, name)
    xhr.open('POST', url)
    xhr.setRequestHeader('Authorization', `Bearer ${token}`)
    xhr.responseType = 'json'
    xhr.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    xhr.onerror = () => reject(new ApiError('network', 0))
    xhr.onabort = xhr.onerror
    xhr.onload = () => {
      const answer = xhr.response as { id?: string; code?: string } | null
      if (xhr.status === 201 && answer?.id) return resolve(answer.id)
      const seconds = Number(xhr.getResponseHeader('Retry-After'))
      const code = answer?.code ?? (xhr.status >= 500 ? 'unavailable' : 'internal')
      reject(new ApiError(code, xhr.status, seconds > 0 ? seconds * 1_000 : undefined))
    }
    signal.addEventListener('abort', () => xhr.abort())
    xhr.send(body)
  })
