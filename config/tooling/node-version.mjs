// Written for any Node that knows modules: it must be able to say that it is too old.
const WANTED = [20, 19]

/** Ends the process with exit code 2 and one sentence when this Node is older than the product needs. */
export function requireNode() {
  const parts = process.versions.node.split('.').map(Number)
  if (parts[0] > WANTED[0] || (parts[0] === WANTED[0] && parts[1] >= WANTED[1])) return
  console.error(
    '观澜需要 Node.js ' +
      WANTED.join('.') +
      ' 或更新版本，当前是 ' +
      process.versions.node +
      '。 / Guanlan needs Node.js ' +
      WANTED.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '.',
  )
  process.exit(2)
}
