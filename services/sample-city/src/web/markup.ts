const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text → text that is safe in HTML, XML and quoted attributes. */
export const escapeMarkup = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** Lines → `<p>` paragraphs. */
export const paragraphs = (body: string): string =>
  body
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${escapeMarkup(line.trim())}</p>`)
    .join('\n')

/** Wraps markup in CDATA; a `]]>` inside is cut in two. */
export const cdata = (markup: string): string => `<![CDATA[${markup.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

/** Shown at the foot of every page. */
export const sampleNotice = '本站为软件自带的示例站点，人物、单位、楼盘与事件均为虚构。'
