/** On a fine pointer only: on a phone the keyboard would cover what there is to read first. */
export function focusComposer(): void {
  if (!matchMedia('(pointer: fine)').matches || !document.hasFocus()) return
  document.querySelector<HTMLElement>('textarea')?.focus()
}
