// What a reader does before the page is alive is kept, and done as soon as it is: a key on a number, a press of a button.

/** What was done, and to what. */
interface Early {
  readonly on: HTMLElement
  /** The key that was pressed; null for a click. */
  readonly key: string | null
}

declare global {
  interface Window {
    /** What has been done so far; null since the page is alive. */
    early?: Early[] | null
  }
}

/** Stands in every page as it is, and listens before any other script has come. */
export const earlyScript = `window.early=[];
addEventListener('keydown',e=>{const on=e.target.closest?.('[data-cell]');if(!window.early||!on||e.key==='Tab'||e.ctrlKey||e.metaKey||e.altKey)return;e.preventDefault();window.early.push({on,key:e.key})},true);
addEventListener('click',e=>{const on=e.target.closest?.('.walk button:not([data-cell])');if(window.early&&on)window.early.push({on,key:null})},true)`

/** A key pressed where the keyboard is now: while a number is typed, it is typed. */
export function press(key: string): void {
  const to = document.activeElement
  const types = to instanceof HTMLInputElement && (key.length === 1 || key === 'Backspace')
  if (!types) to?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  else {
    const end = to.value.length
    if (key === 'Backspace') to.setRangeText('', Math.max(0, end - 1), end, 'end')
    else to.setRangeText(key, end, end, 'end')
    to.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}

/** Does what was kept, in order. To be called once the page is alive; nothing is kept from then on. */
export async function catchUp(): Promise<void> {
  const kept = window.early ?? []
  window.early = null
  const here = document.activeElement
  // A number that has the focus already was never said to have it.
  if (here?.matches('[data-cell]')) here.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
  let last: HTMLElement | null = null
  for (const { on, key } of kept) {
    await null // what the one before changed is on the page
    // An arrow has moved the keyboard on, which could not move when the next key was pressed.
    if (on !== last) on.focus()
    last = on
    if (key === null) on.click()
    else press(key)
  }
}
