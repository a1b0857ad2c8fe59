/**
 * The name in what RSS calls an author: `a@b.cn (Name)`, `Name (a@b.cn)`, `Name <a@b.cn>`; the address where there is no
 * name. Other text is given back as it is.
 */
export function personName(text: string | undefined): string | undefined {
  const given = text?.replace(/\s+/g, ' ').trim()
  if (!given) return undefined
  const email = /[^\s<>()（）]+@[^\s<>()（）]+/.exec(given)?.[0]
  if (email === undefined || given.length > 300) return given
  const name = given
    .replace(email, '')
    .replace(/mailto:/i, '')
    .replace(/[<>()（）"]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return name || email
}
