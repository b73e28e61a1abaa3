import { NotFoundState } from '@/components/patterns/states/not-found-state'

export default function NotFound() {
  return (
    <main>
      <NotFoundState />
    </main>
  )
}
