import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Target of `npm run dev`: a running `guanlan up`. */
const api = process.env['GUANLAN_DEV_API'] ?? 'http://127.0.0.1:8080'

const config = defineConfig({
  plugins: [vue()],
  build: {
    // What offices run: Chromium 87 and the browsers built on it.
    target: 'chrome87',
    // Inlined files would need `data:` in more places of the content security policy than we grant.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Parts that change at their own pace; the charts come after the content of the only page that has them.
        advancedChunks: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
            {
              name: 'element',
              test: /node_modules[\\/](element-plus|@popperjs|@ctrl|@vueuse|lodash-es|@element-plus)[\\/].*js$/,
            },
            { name: 'vue', test: /node_modules[\\/](vue|@vue|vue-router|pinia|@tanstack)[\\/]/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': api } },
})
export { config as default }
