import { useEffect, useState } from 'react'

/** Seconds left until `until` (milliseconds since 1970), whole, ticking; 0 when it is past. */
export function useCountdown(until: number): number {
  const [time, setTime] = useState(() => Date.now())
  const over = time >= until
  useEffect(() => {
    setTime(Date.now())
    if (until <= Date.now()) return
    const timer = setInterval(() => setTime(Date.now()), 500)
    return () => clearInterval(timer)
  }, [until])
  return over ? 0 : Math.ceil((until - time) / 1000)
}
