/** The browser that is there already, or undefined; installs nothing. */
export function presentChromium(): Promise<string | undefined>
/** A Chromium to test with, found or installed; prints which. */
export function chromium(): Promise<{ executablePath: string }>
