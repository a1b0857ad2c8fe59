export { default } from './config/tooling/vitest.unit.ts'
