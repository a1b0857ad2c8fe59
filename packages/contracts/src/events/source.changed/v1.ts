import { sourceStateSchema } from '../../entities.js'

/** Body of `source.changed.v1`. An added optional field keeps the version; anything else is a v2 with an upcaster. */
export const sourceChangedV1 = sourceStateSchema
