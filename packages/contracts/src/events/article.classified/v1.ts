import { classifiedArticleSchema } from '../../entities.js'

/** Body of `article.classified.v1`. An added optional field keeps the version; anything else is a v2 with an upcaster. */
export const articleClassifiedV1 = classifiedArticleSchema
