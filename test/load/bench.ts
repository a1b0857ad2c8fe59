import { benchOneProcess } from './one-process.js'

/** Benchmarks by name; each prints one JSON object. Not part of the tests: timings are the machine's. */
const benches: Readonly<Record<string, () => Promise<unknown>>> = { one: benchOneProcess }

const asked = process.argv.slice(2).filter((name) => !name.startsWith('-'))
for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
  const bench = benches[name]
  if (!bench) {
    console.error(`no bench ${name}; there are: ${Object.keys(benches).join(', ')}`)
    process.exit(2)
  }
  console.log(
    JSON.stringify(
      { bench: name, at: new Date().toISOString(), node: process.versions.node, ...((await bench()) as object) },
      null,
      2,
    ),
  )
}
