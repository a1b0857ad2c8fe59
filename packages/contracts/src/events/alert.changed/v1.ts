import { alertSchema } from '../../entities.js'

/** Body of `alert.changed.v1`. An added optional field keeps the version; anything else is a v2 with an upcaster. */
export const alertChangedV1 = alertSchema
