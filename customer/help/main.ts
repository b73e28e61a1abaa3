/** Search while one types. Without this script the form is sent, and the page is the same. */
const WAIT_MS = 250

const form = document.querySelector<HTMLFormElement>('form.search')
const field = form?.querySelector<HTMLInputElement>('input[name="q"]')
const main = document.getElementById('main')

let timer: ReturnType<typeof setTimeout> | undefined
let running: AbortController | undefined

async function show(address: URL): Promise<void> {
  running?.abort()
  running = new AbortController()
  const part = new URL(address)
  part.searchParams.set('part', '1')
  const response = await fetch(part, { signal: running.signal })
  if (!response.ok || !main) return
  const read = new DOMParser().parseFromString(await response.text(), 'text/html')
  main.replaceChildren(...read.body.childNodes)
  history.replaceState(null, '', address)
}

if (form && field && main) {
  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const address = new URL(form.action)
      address.search = new URLSearchParams(new FormData(form) as unknown as Record<string, string>).toString()
      // What fails is left to the button.
      show(address).catch(() => {})
    }, WAIT_MS)
  })
}
