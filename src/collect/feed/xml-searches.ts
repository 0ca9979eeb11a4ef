/**
 * Searches for where things end, which remember when they came to the end of the document in vain: none
 * is made twice, so that a hundred thousand open sections cost no more than one.
 */
export const searchesIn = (xml: string) => {
  const unended = new Set<string>()
  let tagEnd = 0
  let around = ''

  const find = (mark: string, from: number): number => {
    const index = unended.has(mark) ? -1 : xml.indexOf(mark, from)
    if (index < 0) unended.add(mark)
    return index
  }
  const after = (mark: string, from: number): number => {
    const index = find(mark, from)
    return index < 0 ? xml.length : index + mark.length
  }
  return {
    /** An element begins at `at`. */
    enter: (name: string, at: number): void => {
      around = xml.slice(at + 1, at + 1 + name.length)
    },
    /** Past a script or style sheet that nobody escaped: it is no markup, and nobody reads it. */
    endOfProgram: (name: string, end: number): number => {
      const close = PROGRAMS.has(name) ? find(`</${around}`, end) : end
      return close < 0 ? end : close
    },
    /** Whether no tag ends any more from here on: the document breaks off inside of one. */
    isCutOff: (at: number): boolean => {
      if (tagEnd < at) tagEnd = xml.indexOf('>', at)
      return tagEnd < 0
    },
    /** A section that nobody closed ends with the element it began in. */
    sectionEnd: (from: number): { close: number; end: number } => {
      const close = find(']]>', from)
      if (close >= 0) return { close, end: close + 3 }
      const end = find(`</${around}`, from)
      return end < 0 ? { close: xml.length, end: xml.length } : { close: end, end }
    },
    commentEnd: (at: number) => after('-->', at + 4),
    declarationEnd: (at: number) => after('>', at),
    /** Old programs end an instruction with a bare `>`. */
    instructionEnd: (at: number): number => {
      const end = find('?>', at)
      return end >= 0 ? end + 2 : after('>', at)
    }
  }
}

const PROGRAMS: ReadonlySet<string> = new Set(['script', 'style'])
