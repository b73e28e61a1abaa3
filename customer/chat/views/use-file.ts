import { useEffect, useState } from 'preact/hooks'
import { useWindow } from './context'

type Loaded = { url: string | null; failed: boolean; retry: () => void }

/** The address of a file of the conversation while it is wanted; freed after its last use. */
export function useFile(id: string, wanted = true): Loaded {
  const { chat } = useWindow()
  const [state, setState] = useState<{ url: string | null; failed: boolean }>({ url: null, failed: false })
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for another try
  useEffect(() => {
    if (!wanted) return
    let gone = false
    const show = (url: string | null) => {
      if (!gone) setState({ url, failed: url === null })
    }
    setState({ url: null, failed: false })
    chat.downloads.open(id).then(show, () => show(null))
    return () => {
      gone = true
      chat.downloads.release(id)
    }
  }, [chat, id, wanted, round])
  return { ...state, retry: () => setRound(round + 1) }
}

/** The bytes of a file that is not sent yet, as an address. */
export function useOwnFile(clientMessageId: string): string | null {
  const { chat } = useWindow()
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let gone = false
    void chat.fileOf(clientMessageId).then((file) => {
      if (gone || !file) return
      made = URL.createObjectURL(file)
      setUrl(made)
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [chat, clientMessageId])
  return url
}
