import { contentTypeOf, type Sheet, type SheetFormat, sheetFile } from '@/server/platform/sheet'

/**
 * A file that is made while it is sent. When its reader goes away the signal is given, so that nobody works on
 * for nothing; `rows` of the answer's head says how many lines will come, where that is known.
 */
export async function fileResponse(
  make: (signal: AbortSignal) => Promise<Sheet & { total?: number }>,
  { name, format, request }: { name: string; format: SheetFormat; request: Request },
): Promise<Response> {
  const gone = new AbortController()
  const leave = () => gone.abort(new Error('The reader of the file went away.'))
  request.signal?.addEventListener('abort', leave, { once: true })
  const sheet = await make(gone.signal)
  const file = sheetFile(sheet, format)
  const pieces = file[Symbol.asyncIterator]()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(Buffer.from(value))
    },
    cancel() {
      leave()
      file.destroy()
    },
  })
  return new Response(body, {
    headers: {
      'content-type': contentTypeOf[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(sheet.total === undefined ? {} : { 'switchyard-rows': String(sheet.total) }),
    },
  })
}
