import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedSearchStore, type SearchStore } from '@guanlan/search-store'
import { searchStoreContract } from '@guanlan/search-store/contract'

searchStoreContract('embedded, same thread', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'search-'))
  const open: SearchStore[] = []
  const openAgain = async () => {
    const store = await openEmbeddedSearchStore({ file: join(folder, 'search.sqlite'), worker: false })
    open.push(store)
    return store
  }
  return {
    store: await openAgain(),
    settle: async () => {},
    reopen: openAgain,
    async cleanUp() {
      for (const store of open) await store.close()
      await rm(folder, { recursive: true })
    },
  }
})
