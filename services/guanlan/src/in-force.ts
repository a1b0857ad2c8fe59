import { existsSync } from 'node:fs'
import { silentLogger, unwrap } from '@guanlan/kernel'
import { openEmbeddedRecordStore } from '@guanlan/record-store'
import { loadOffice, readEnvironment, shippedConfig, type LoadedOffice, type OfficeLayers } from '@guanlan/runtime'
import { dataFiles } from './data-folder.js'
import { keptSample, sampleLayer } from '@guanlan/service-sample-city'

/** The layers that an office's own files make: `--config`, else GUANLAN_CONFIG, else what is shipped alone. */
function layersOf(option: string | undefined): OfficeLayers {
  const office = option ?? unwrap(readEnvironment(process.env)).GUANLAN_CONFIG
  return { shipped: shippedConfig, ...(office ? { office } : {}) }
}

/** The configuration of files alone. Throws `config_invalid`. */
export const loadConfigured = (option: string | undefined): LoadedOffice => unwrap(loadOffice(layersOf(option)))

/**
 * The configuration in force for a data folder: the files, and over them what the sample city adds when it lives there.
 * Throws `config_invalid` and what opening the record store throws.
 */
export async function loadInForce(options: {
  config?: string | undefined
  data?: string | undefined
  sample: boolean
}): Promise<LoadedOffice> {
  // Told before any data is looked at: a broken file is the likelier fault.
  const files = loadConfigured(options.config)
  const { records } = dataFiles(options.data ?? unwrap(readEnvironment(process.env)).GUANLAN_DATA)
  if (!options.sample || !existsSync(records)) return files
  const store = await openEmbeddedRecordStore({ file: records, logger: silentLogger })
  try {
    const kept = await keptSample(store)
    return kept ? unwrap(files.withSample(sampleLayer(kept.ports))) : files
  } finally {
    await store.close()
  }
}
