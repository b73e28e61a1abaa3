import { useWindow } from './context'

/** The window's shape while it loads; the page's HTML carries the same until the script runs. */
export function Skeleton() {
  const { words } = useWindow()
  return (
    <div class="skeleton" role="status" aria-label={words.loading}>
      <div class="sk-head" />
      <div class="sk-line" />
      <div class="sk-line short" />
      <div class="sk-button" />
      <div class="sk-button" />
      <div class="sk-foot" />
    </div>
  )
}
