import { ticketSchema } from '../../entities.js'

/** Body of `ticket.changed.v1`. An added optional field keeps the version; anything else is a v2 with an upcaster. */
export const ticketChangedV1 = ticketSchema
