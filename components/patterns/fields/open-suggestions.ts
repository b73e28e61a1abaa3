/** Is there anything left to suggest: not chosen yet, and holding what was typed? */
export function openSuggestions(data: readonly string[], chosen: readonly string[], typed: string): boolean {
  const taken = new Set(chosen.map((tag) => tag.toLowerCase()))
  const text = typed.trim().toLowerCase()
  return data.some((tag) => !taken.has(tag.toLowerCase()) && tag.toLowerCase().includes(text))
}
