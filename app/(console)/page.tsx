import { HomeRedirect } from '@/components/features/accounts/home-redirect'

export default function HomePage() {
  return <HomeRedirect />
}
