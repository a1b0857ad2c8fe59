import { articleSchema } from '../../entities.js'

/** Body of `article.collected.v1`. An added optional field keeps the version; anything else is a v2 with an upcaster. */
export const articleCollectedV1 = articleSchema
