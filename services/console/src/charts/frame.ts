import type { ChartOption } from './echarts.js'
import type { themeColors } from './palette.js'

type Colors = ReturnType<typeof themeColors>

/** What every chart shares: no motion, tooltips drawn on the canvas (strict CSP). */
export const frame = (colors: Colors): ChartOption => ({
  animation: false,
  textStyle: { fontFamily: colors.font },
  // The chart's box says in one sentence what it shows; the vendor's own reading aloud of every bucket would replace it.
  aria: { enabled: true, label: { enabled: false }, decal: { show: false } },
  grid: { left: 8, right: 10, top: 26, bottom: 4, containLabel: true },
  legend: {
    top: 0,
    right: 4,
    itemWidth: 14,
    itemHeight: 9,
    textStyle: { color: colors.muted, fontSize: 12 },
    inactiveColor: colors.line,
  },
  tooltip: {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    backgroundColor: colors.surface,
    borderColor: colors.line,
    textStyle: { color: colors.text, fontSize: 12 },
  },
})

/** Category axis of the buckets below, counts on the left. */
export const axes = (labels: readonly string[], colors: Colors): ChartOption => ({
  xAxis: {
    type: 'category',
    data: [...labels],
    axisLabel: { color: colors.muted, hideOverlap: true },
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
  },
  yAxis: {
    type: 'value',
    minInterval: 1,
    splitNumber: 3,
    axisLabel: { color: colors.muted },
    splitLine: { lineStyle: { color: colors.line, opacity: 0.5 } },
  },
})
