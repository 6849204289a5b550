/** What a browser's processes have needed. */
import { readFileSync } from 'node:fs'
import type { Browser } from '@playwright/test'

/** Whether this machine tells: Linux does. */
export const memoryIsKnown = process.platform === 'linux'

/** The most memory that the page's process has ever held at once (its worker's included), in MiB. */
export async function peakMiB(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id))
  return Math.max(...peaks)
}

/** A process may end while it is asked about. */
function peakOf(id: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
