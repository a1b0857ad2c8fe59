// Speaks the worker protocol: answers `get` with its thread's number, dies of `put`.
import { parentPort, threadId } from 'node:worker_threads'

parentPort.on('message', ({ id, name }) => {
  if (name === 'put') process.exit(3)
  parentPort.postMessage({ id, value: name === 'get' ? [threadId] : undefined }, [])
})
