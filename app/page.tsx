export default function Home() {
  return <main>Switchyard</main>
}
