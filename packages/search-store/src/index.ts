export * from './document.js'
export * from './port.js'
export * from './embedded/embedded-search-store.js'
