import { classifiedArticleSchema } from '../../entities.js'

/** Body of `matter.sighted.v1`. An added optional field keeps the version; anything else is a v2 with an upcaster. */
export const matterSightedV1 = classifiedArticleSchema
