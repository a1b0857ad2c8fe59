import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Target of `npm run dev`: a running `guanlan up`. */
const api = process.env['GUANLAN_DEV_API'] ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue()],
  build: {
    // What offices run: Chromium 87 and the browsers built on it.
    target: 'chrome87',
    // Inlined files would need `data:` in more places of the content security policy than we grant.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': api } },
})
