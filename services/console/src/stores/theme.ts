import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { recall, remember } from './storage.js'

const themes = ['light', 'dark', 'wall'] as const
export type Theme = (typeof themes)[number]

const preferred = (): Theme => (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

/** Light, dark or wall; the wall is dark, large and without a rail. */
export const useTheme = defineStore('theme', () => {
  const kept = recall('theme')
  const theme = ref<Theme>(themes.find((known) => known === kept) ?? preferred())
  const before = ref<Theme>(theme.value === 'wall' ? 'dark' : theme.value)
  /** Of the lists, in pixels: three lines of text. */
  const rowHeight = computed(() => (theme.value === 'wall' ? 112 : 76))
  const set = (next: Theme): void => {
    if (theme.value !== 'wall') before.value = theme.value
    theme.value = next
  }
  const toggleWall = (): void => set(theme.value === 'wall' ? before.value : 'wall')
  watch(
    theme,
    (next) => {
      document.documentElement.dataset['theme'] = next
      // Element Plus takes its dark colours from this class.
      document.documentElement.classList.toggle('dark', next !== 'light')
      remember('theme', next)
    },
    { immediate: true },
  )
  return { theme, rowHeight, set, toggleWall }
})
