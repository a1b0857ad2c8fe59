export * from './port.js'
export { openEmbeddedRecordStore, type EmbeddedRecordStoreOptions } from './embedded/embedded-record-store.js'
