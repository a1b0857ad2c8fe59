/** Colours of the theme in force, read from the page. */
export function themeColors(): { text: string; muted: string; line: string; accent: string; surface: string } {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string): string => style.getPropertyValue(name).trim()
  return {
    text: read('--text'),
    muted: read('--muted'),
    line: read('--line'),
    accent: read('--accent'),
    surface: read('--raised'),
  }
}

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
