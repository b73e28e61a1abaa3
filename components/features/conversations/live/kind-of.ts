export type SentKind = 'text' | 'note' | 'picture' | 'file' | 'video' | 'voice' | 'card'

/** As what a file is shown. What the browser says of it is only a guess; the server looks inside. */
export function kindOf(file: { type: string }): Extract<SentKind, 'picture' | 'file' | 'video' | 'voice'> {
  if (/^image\/(png|jpeg|gif|webp)$/.test(file.type)) return 'picture'
  if (/^video\/(mp4|webm|quicktime)\b/.test(file.type)) return 'video'
  return /^audio\/(mpeg|mp3|ogg|webm|wav|x-wav|wave|mp4|x-m4a|m4a)\b/.test(file.type) ? 'voice' : 'file'
}
