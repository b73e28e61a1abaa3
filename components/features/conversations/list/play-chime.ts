/** Two soft tones, made here: nothing is loaded. Browsers allow it after the first click on the page. */
export function playChime(): void {
  try {
    const context = new AudioContext()
    for (const [index, frequency] of [660, 880].entries()) {
      const start = context.currentTime + index * 0.14
      const gain = context.createGain()
      gain.gain.setValueAtTime(0, start)
      gain.gain.linearRampToValueAtTime(0.08, start + 0.02)
      gain.gain.exponentialRampToValueAtTime(0.0005, start + 0.3)
      const tone = context.createOscillator()
      tone.frequency.value = frequency
      tone.connect(gain).connect(context.destination)
      tone.start(start)
      tone.stop(start + 0.32)
    }
    setTimeout(() => void context.close(), 1_000)
  } catch {
    // No sound here; the list shows it anyway.
  }
}
