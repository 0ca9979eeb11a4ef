import type { Copy, Park, Section } from '../model.ts'

/** A digest as its two renderings see it. */
export type DigestPage = {
  readonly park: Park
  readonly title: string
  /** `2026-03-02` in the park's zone. */
  readonly date: string
  readonly siteUrl: string
  readonly storyCount: number
  readonly outletCount: number
  readonly sections: readonly DigestSection[]
}
export type DigestSection = Section & { readonly stories: readonly DigestStory[] }
export type DigestStory = {
  /** Counts through the whole digest, from 1. */
  readonly number: number
  readonly title: string
  readonly summary: string
  /** The lead's address, or the story's page where the lead has none. */
  readonly link: string
  readonly pageUrl: string
  readonly outlets: readonly Copy[]
  readonly mirrors: number
}
