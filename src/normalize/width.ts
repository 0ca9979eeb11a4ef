/** Columns that a text takes in a terminal and, by and large, on a page: two for a Han, kana or Hangul sign. */
export const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0)

const WIDE =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g
