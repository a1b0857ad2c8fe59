import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import './ui.js'
import { problemOf } from './api/client.js'
import App from './app.vue'
import { router } from './router.js'

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // What the caller did wrong does not get better by asking again.
      retry: (count, thrown) => count < 1 && problemOf(thrown).status >= 500,
      retryDelay: 800,
    },
  },
})

createApp(App).use(createPinia()).use(VueQueryPlugin, { queryClient }).use(router).mount('#app')
