import { z } from 'zod'
import { instantSchema, sourceTierSchema } from '../codes.js'
import { idSchema } from '../entities.js'

/** A post of a storyline, as much as its line needs. */
export const storyPostSchema = z.object({
  article: idSchema,
  title: z.string(),
  /** Where it can be read; perhaps no address of the web. */
  url: z.string(),
  source: z.string(),
  sourceName: z.string(),
  tier: sourceTierSchema,
  official: z.boolean(),
  at: instantSchema,
})
export type StoryPost = z.infer<typeof storyPostSchema>

/** How the authorities were heard: an answer to a post, an announcement, or a denial of what is told. */
export const officialWords = ['reply', 'notice', 'denial'] as const

/** GET /api/v1/topics/{id}/story: how a topic came about. Times as the posts name them, else when they were first seen. */
export const topicStorySchema = z.object({
  /** Posts and near copies counted here: the newest 2,000. `complete`: these are all. */
  posts: z.int().nonnegative(),
  complete: z.boolean(),
  /**
   * The curve without gaps, oldest first, each post counted once: official ones by themselves, of the others copies apart. Hours while it spans ten days at most, else days of Beijing, the newest 400 of them.
   */
  interval: z.enum(['hour', 'day']),
  curve: z.array(z.object({ from: instantSchema, items: z.int(), copies: z.int(), official: z.int() })),
  /** Where it spread, in the order in which its sources first spoke. */
  spread: z.array(
    z.object({
      source: z.string(),
      name: z.string(),
      tier: sourceTierSchema,
      official: z.boolean(),
      first: instantSchema,
      items: z.int(),
      copies: z.int(),
    }),
  ),
  /** The first post of all; null in an empty topic. */
  first: storyPostSchema.nullable(),
  /** The government's own voice: replies, announcements, denials; and denials that media quote. Newest first, at most 50. */
  replies: z.array(storyPostSchema.extend({ word: z.enum(officialWords) })),
  /** Near copies with the article that they copy, newest first, at most 200. */
  copies: z.array(storyPostSchema.extend({ of: idSchema })),
})
export type TopicStory = z.infer<typeof topicStorySchema>
