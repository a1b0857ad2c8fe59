/** Colours of the theme in force, read from the page. */
export function themeColors(): {
  font: string
  text: string
  muted: string
  line: string
  accent: string
  surface: string
} {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string): string => style.getPropertyValue(name).trim()
  return {
    font: getComputedStyle(document.body).fontFamily,
    text: read('--text'),
    muted: read('--muted'),
    line: read('--line'),
    accent: read('--accent'),
    surface: read('--raised'),
  }
}

const ink = 'rgba(0, 0, 0, 0.16)'
/** Patterns beside the colours, faint enough to look at all night. */
export const decals = [
  { symbol: 'none' },
  { color: ink, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
  {
    color: ink,
    symbol: 'circle',
    dashArrayX: [
      [7, 7],
      [0, 7, 7, 0],
    ],
    dashArrayY: [7, 0],
    symbolSize: 0.5,
  },
  { color: ink, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  { color: ink, dashArrayX: [1, 0], dashArrayY: [2, 4] },
  { color: ink, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 2 },
]

/** Told apart also with red-green weakness; decals stand beside them. */
export const seriesColors = [
  '#3b7dc4',
  '#d98a1f',
  '#2f9a7c',
  '#c0568f',
  '#7f6bc9',
  '#b9a52b',
  '#55b3d9',
  '#b5583a',
  '#8895a1',
] as const
