import { createRouter, createWebHistory } from 'vue-router'
import { t } from './messages/index.js'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/duty' },
    {
      path: '/duty/:id?',
      name: 'duty',
      component: () => import('./pages/duty/duty-page.vue'),
      meta: { title: t.nav.duty },
    },
    {
      path: '/department/:department?/:id?',
      name: 'department',
      component: () => import('./pages/department/department-page.vue'),
      meta: { title: t.nav.department },
    },
    {
      path: '/topics/:id?',
      name: 'topics',
      component: () => import('./pages/topics/topics-page.vue'),
      meta: { title: t.nav.topics },
    },
    {
      path: '/analysis',
      name: 'analysis',
      component: () => import('./pages/analysis/analysis-page.vue'),
      meta: { title: t.nav.analysis },
    },
    {
      path: '/sources/:id?',
      name: 'sources',
      component: () => import('./pages/sources/sources-page.vue'),
      meta: { title: t.nav.sources },
    },
    {
      path: '/rules/:id?',
      name: 'rules',
      component: () => import('./pages/rules/rules-page.vue'),
      meta: { title: t.nav.rules },
    },
    {
      path: '/corrections',
      name: 'corrections',
      component: () => import('./pages/rules/corrections-page.vue'),
      meta: { title: t.corrections.title, headed: true },
    },
    {
      path: '/rota',
      name: 'rota',
      component: () => import('./pages/rota/rota-page.vue'),
      meta: { title: t.rota.title, headed: true },
    },
    {
      path: '/brief/:day?',
      name: 'brief',
      component: () => import('./pages/brief/brief-page.vue'),
      meta: { title: t.brief.title, headed: true },
    },
    {
      path: '/wall',
      name: 'wall',
      component: () => import('./pages/wall/wall-page.vue'),
      meta: { title: t.wall.title, headed: true, bare: true },
    },
    {
      path: '/health',
      name: 'health',
      component: () => import('./pages/system/health-page.vue'),
      meta: { title: t.nav.health, headed: true },
    },
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./pages/system/lost-page.vue'), meta: { title: '' } },
  ],
})

router.afterEach((to) => {
  const page = typeof to.meta['title'] === 'string' ? to.meta['title'] : ''
  document.title = page ? `${page} · ${t.app.name}` : t.app.name
})
