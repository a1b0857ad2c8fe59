export * from './port.js'
export { OUTBOX_SLOTS, outboxSlot } from './outbox-slot.js'
export { openEmbeddedRecordStore, type EmbeddedRecordStoreOptions } from './embedded/embedded-record-store.js'
