/** What a reader of one format hands over: facts as the document words them, in one shape. */
export type LooseFeed = {
  readonly title: Wording | undefined
  readonly link: string | undefined
  /** `xml:base` inside the root, from the outside inwards. */
  readonly bases: readonly (string | undefined)[]
  readonly items: readonly LooseItem[]
}

export type LooseItem = {
  readonly id: string | undefined
  readonly title: Wording | undefined
  /** In order of preference; the first that is an address counts. */
  readonly links: readonly (string | undefined)[]
  readonly bases: readonly (string | undefined)[]
  /** In order of preference; the first that can be read counts. */
  readonly published: readonly (string | undefined)[]
  readonly updated: readonly (string | undefined)[]
  readonly content: Wording | undefined
  readonly summary: Wording | undefined
  readonly authors: readonly (string | undefined)[]
  readonly outlet: string | undefined
  readonly categories: readonly (string | undefined)[]
  readonly enclosures: readonly LooseEnclosure[]
}

export type LooseEnclosure = {
  readonly url: string | undefined
  readonly type: string | undefined
  readonly length: string | number | undefined
}

/** `guess`: the format says plain text, but authors often put markup there all the same. */
export type Wording = { readonly value: string; readonly as: 'text' | 'html' | 'guess' }

export const wording = (value: string | undefined, as: Wording['as']): Wording | undefined =>
  value === undefined || value.trim() === '' ? undefined : { value, as }

/** A guid, an id or an rdf:about that is an address by itself. */
export const webAddress = (text: string | undefined): string | undefined =>
  text !== undefined && /^https?:\/\//i.test(text.trim()) ? text.trim() : undefined
