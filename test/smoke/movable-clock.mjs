// Loaded before the product by tests that set the machine's clock: Date is off by what stands in a file, in ms. Each new setting is told in a
// file beside it, as Date then has it.
import { appendFileSync, readFileSync } from 'node:fs'

const file = process.env['CLOCK_OFFSET_FILE']
const machine = Date
let offset = 0
const look = () => {
  const before = offset
  try {
    offset = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    offset = 0
  }
  if (offset !== before) appendFileSync(`${file}.told`, `${Date.now() - machine.now()}\n`)
}
const now = () => machine.now() + offset
if (file) {
  look()
  setInterval(look, 50).unref()
  globalThis.Date = new Proxy(machine, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
    apply: () => new machine(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
}
