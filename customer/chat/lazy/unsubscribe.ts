/** Whoever comes next in this browser is not told of answers to somebody else. */
export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/c/')
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}
