/** Lines of a text as HTML, a paragraph for each that is not empty. Of Markdown: headings, links, pictures. */
export const htmlOfLines = (lines: readonly string[], isMarkdown: boolean): string =>
  lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !(isMarkdown && RULE.test(line)))
    .map((line) => (isMarkdown ? markdownLine(line) : `<p>${escape(line)}</p>`))
    .join('\n')

const RULE = /^(?:-{3,}|\*{3,}|_{3,}|={3,})$/

const markdownLine = (line: string): string => {
  const level = /^(#{1,6}) /.exec(line)?.[1]?.length
  if (level !== undefined) return `<h3>${inline(line.slice(level + 1))}</h3>`
  if (line.startsWith('> ')) return `<blockquote>${inline(line.slice(2))}</blockquote>`
  return `<p>${inline(line)}</p>`
}

/** Everything else that Markdown knows stays as it was typed: it is meant to be read so. */
const inline = (text: string): string =>
  escape(text.replace(/(\*\*|__)(?=\S)([^*_]{1,300})\1/g, '$2')).replace(
    /(!?)\[([^[\]]{0,300})\]\((https?:[^\s()]{1,2000})(?: [^()]{0,300})?\)/g,
    (_, picture: string, label: string, address: string) =>
      picture === '!'
        ? `<img src="${address}" alt="${label}">`
        : `<a href="${address}">${label}</a>`
  )

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ESCAPES.get(char) ?? char)

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;']
])
