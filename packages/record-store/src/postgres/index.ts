export { openPostgresRecordStore, type PostgresRecordStoreOptions } from './postgres-record-store.js'
