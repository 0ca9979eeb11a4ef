/** Columns that a text takes on a screen: two for a Han, kana or Hangul sign, one for any other. */
export const width = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0)

const WIDE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/g
