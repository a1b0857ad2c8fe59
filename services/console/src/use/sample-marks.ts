import { ref, watch } from 'vue'
import { inTab } from '../stores/storage.js'

/** By article: whether it belongs to the matter. */
export type Marks = Readonly<Record<string, boolean>>

/** What somebody said of the samples of a matter, kept in this tab. They speak of the matter, so they hold for every version of its rules. */
export function useSampleMarks(code: string) {
  const name = `rule-marks.${code}`
  const marks = ref<Marks>((inTab.recall(name) as Marks | undefined) ?? {})
  watch(marks, (now) => inTab.remember(name, now))
  /** The same mark a second time takes it away. */
  const mark = (article: string, right: boolean): void => {
    const { [article]: before, ...others } = marks.value
    marks.value = before === right ? others : { ...others, [article]: right }
  }
  const clear = (): void => {
    marks.value = {}
  }
  return { marks, mark, clear }
}
