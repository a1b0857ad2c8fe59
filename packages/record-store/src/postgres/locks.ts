/** Advisory locks of one office's database. The numbers mean nothing, but every version of the program shares them. */
export const locks = {
  /** Session lock: one process at a time looks at and changes the schema. */
  migration: 4_713_001,
  /** Transaction lock: numbers of the change feed are taken and become readable in one order. */
  feed: 4_713_002,
  /** Session lock: transactions that collided more than once come again one at a time. */
  repeat: 4_713_003,
} as const
