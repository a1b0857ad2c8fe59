import { topicSchema } from '../../entities.js'

/** Body of `topic.changed.v1`. An added optional field keeps the version; anything else is a v2 with an upcaster. */
export const topicChangedV1 = topicSchema
