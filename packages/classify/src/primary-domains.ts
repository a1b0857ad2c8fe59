import type { FoundMatter } from '@guanlan/contracts'

/** A second domain is named only when its matter scores at least this share of the best one's. */
const SECOND_DOMAIN = 0.97

/** Domain codes, primary first. The best matter decides: when it lies outside the domains, the text is of none. */
export function primaryDomains(matters: readonly FoundMatter[]): string[] {
  const best = matters[0]
  if (!best || best.domain === null) return []
  const domains = matters
    .filter(({ score }) => score >= best.score * SECOND_DOMAIN)
    .flatMap(({ domain }) => (domain === null ? [] : [domain]))
  return [...new Set(domains)]
}
