import { mask } from './mask.js'

const personalParameter =
  /^(?:tel|phone|mobile|cell|sfz|idcard|id_card|cardno|name|username|email|mail|token|session|sid)$/i

/**
 * A web address without personal data: parameters that carry a person (phone, idcard, name …) or a session are left
 * out. Path and other numbers stay, because article numbers look like phone numbers. What is no address is masked as text.
 */
export function maskUrl(address: string): string {
  if (!URL.canParse(address)) return mask(address).text
  const url = new URL(address)
  if (!url.search && !url.username && !url.password) return address
  url.username = ''
  url.password = ''
  const personal = Array.from(url.searchParams.keys()).filter((key) => personalParameter.test(key) || key.includes('@'))
  for (const key of personal) url.searchParams.delete(key)
  return url.href
}
