/** An address that may stand behind a link; undefined for anything but http(s), so that no script hides in one. */
export function safeUrl(url: string): string | undefined {
  try {
    const { protocol, href } = new URL(url)
    return protocol === 'http:' || protocol === 'https:' ? href : undefined
  } catch {
    return undefined
  }
}
