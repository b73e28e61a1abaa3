/** Spreadsheets save as UTF-8, or in China as GB 18030; what is not valid UTF-8 is read as the latter. */
export async function readCsvFile(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
