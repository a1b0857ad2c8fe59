/** The sites of the sample city; six tell something, one is dead, one serves a malformed feed. */
export const siteIds = ['portal', 'daily', 'evening', 'forum', 'hotlist', 'hotline', 'dead', 'broken'] as const
export type SiteId = (typeof siteIds)[number]

/** Sites that content may be written for. */
export const contentSiteIds = ['portal', 'daily', 'evening', 'forum', 'hotlist', 'hotline'] as const
export type ContentSiteId = (typeof contentSiteIds)[number]

/** What each site calls itself; 示例 stands in every name, so that nobody takes it for the real one. */
export const siteNames: Readonly<Record<SiteId, string>> = {
  portal: '诸暨市政府门户（示例）',
  daily: '诸暨日报（示例）',
  evening: '浣江晚报（示例）',
  forum: '暨阳论坛（示例）',
  hotlist: '诸暨同城热榜（示例）',
  hotline: '12345热线（示例）',
  dead: '村务公开栏（示例，已停服）',
  broken: '社区简报（示例，格式有误）',
}
