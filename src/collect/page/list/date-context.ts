/** What the first number of 03/04/2026 is; null where nobody can tell. */
export type DayOrder = 'day-first' | 'month-first' | null

export type DateContext = {
  readonly zone: string
  readonly now: Date
  /** `lang` of the page, for the names of months; empty when it names none. */
  readonly language: string
  /** How the list writes 03/04/2026, where its rows or its language tell. */
  readonly order: DayOrder
}

/** How much a text says: a full date, one without a year, one that counts from now. */
export type DateKind = 'full' | 'yearless' | 'relative'
export type TextDate = { readonly iso: string; readonly kind: DateKind }
