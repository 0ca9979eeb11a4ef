import type { FeedFormat } from '../format.ts'
import { atom } from './atom.ts'
import { jsonFeed } from './json-feed.ts'
import { rss } from './rss.ts'

/** Every format that a feed is published in. A new one is a file here and a line below. */
export const formats: readonly FeedFormat[] = [rss, atom, jsonFeed]
