import { useState } from 'preact/hooks'
import { initials } from '../core/initials'

/** A picture, or initials where there is none or it does not load. Decorative: the name stands beside it. */
export function Avatar({ name, url }: { name: string; url: string | null }) {
  const [broken, setBroken] = useState<string | null>(null)
  return (
    <span class="avatar" aria-hidden="true">
      {url && broken !== url ? (
        // biome-ignore lint/performance/noImgElement: this is no Next.js page
        <img src={url} alt="" width="40" height="40" onError={() => setBroken(url)} />
      ) : (
        initials(name)
      )}
    </span>
  )
}
