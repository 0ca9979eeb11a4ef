import type { Advice } from '../kind.ts'

/** What a reader of one format hands over: facts as the document words them, in one shape. */
export type LooseFeed = {
  readonly title: Wording | undefined
  /** In order of preference; the first that is an address counts. */
  readonly links: readonly Address[]
  /** BCP 47, as the feed has it. */
  readonly language: string | undefined
  /** Each made when it is asked for: of ten thousand only one is held at a time. */
  readonly items: Iterable<LooseItem>
  readonly advice: LooseAdvice
}

/** Addresses as written. */
export type LooseAdvice = Omit<Advice, 'hubs' | 'self'> & {
  readonly hubs: readonly Address[]
  readonly self: Address | undefined
}

export type LooseItem = {
  readonly id: string | undefined
  readonly title: Wording | undefined
  readonly links: readonly Address[]
  /** In order of preference; the first that can be read counts. */
  readonly published: readonly (string | undefined)[]
  readonly updated: readonly (string | undefined)[]
  readonly content: Wording | undefined
  readonly summary: Wording | undefined
  readonly authors: readonly (string | undefined)[]
  readonly outlet: string | undefined
  readonly categories: readonly (string | undefined)[]
  readonly enclosures: readonly LooseEnclosure[]
  readonly images: readonly Address[]
}

export type LooseEnclosure = {
  readonly url: Address
  readonly type: string | undefined
  readonly length: string | number | undefined
}

/** A reference as written, with the base that holds where it stands. */
export type Address = { readonly href: string | undefined; readonly base?: string | undefined }

/** `guess`: the format says plain text, but authors often put markup there all the same. */
export type Wording = {
  readonly value: string
  readonly as: 'text' | 'html' | 'guess'
  /** Of the addresses inside. */
  readonly base?: string | undefined
}

export const wording = (
  value: string | undefined,
  as: Wording['as'],
  base?: string
): Wording | undefined =>
  value === undefined || value.trim() === '' ? undefined : { value, as, base }

/** The people of a feed that stand for those of its items; written out for each item, so they are few. */
export const inheritable = (people: readonly string[]): readonly string[] =>
  [...new Set(people)].slice(0, MAX_INHERITED)
const MAX_INHERITED = 20

/** A guid, an id or an rdf:about that is an address by itself. */
export const webAddress = (text: string | undefined): Address => ({
  href: text !== undefined && /^https?:\/\//i.test(text.trim()) ? text.trim() : undefined
})
