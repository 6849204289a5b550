/** Light, dark, or as the system says; kept in the browser, never in the study. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'anisky.theme'
const ORDER: readonly Theme[] = ['system', 'light', 'dark']

export const themeAfter = (theme: Theme): Theme => ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length]!

/** What was chosen on an earlier visit. */
export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY) as Theme | null
    return stored !== null && ORDER.includes(stored) ? stored : 'system'
  } catch {
    return 'system' // a browser that keeps nothing may refuse even to be asked
  }
}

/** Puts a theme on the page and keeps it. Whoever draws on a canvas hears `themechange` on the window. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // not kept, still applied
  }
  window.dispatchEvent(new Event('themechange'))
}
