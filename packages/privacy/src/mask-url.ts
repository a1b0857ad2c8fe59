import { mask } from './mask.js'

const personalParameter =
  /^(?:tel|phone|mobile|cell|sfz|idcard|id_card|cardno|name|username|email|mail|token|session|sid)$/i

/**
 * A web address without personal data: parameters that carry a person (phone, idcard, name …) or a session are left
 * out. Path and other numbers stay, because article numbers look like phone numbers. What is no address is masked as text.
 */
export function maskUrl(address: string): string {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return mask(address).text
  }
  if (!url.search && !url.username && !url.password) return address
  url.username = ''
  url.password = ''
  const personal = Array.from(url.searchParams.keys()).filter((key) => personalParameter.test(key) || key.includes('@'))
  for (const key of personal) url.searchParams.delete(key)
  return url.href
}
