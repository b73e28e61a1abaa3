import { useEffect, useRef, useState } from 'preact/hooks'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Files that are pasted or dropped anywhere in the window. Answers whether some are held above it. */
export function useFilesFromPage(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false)
  const take = useRef(onFiles)
  take.current = onFiles
  useEffect(() => {
    const done = new AbortController()
    const { signal } = done
    const give = (data: DataTransfer | null): boolean => {
      const files = [...(data?.files ?? [])]
      if (files.length > 0) take.current(files)
      return files.length > 0
    }
    document.addEventListener('paste', (event) => give(event.clipboardData) && event.preventDefault(), {
      signal,
    })
    document.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(true)
      },
      { signal },
    )
    document.addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), {
      signal,
    })
    document.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(false)
        give(event.dataTransfer)
      },
      { signal },
    )
    return () => done.abort()
  }, [])
  return over
}
