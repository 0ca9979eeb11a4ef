import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml'
import type { Document, Node, YAMLError } from 'yaml'
import { isMergeKey, pathOf, resolved } from './yaml-nodes.ts'
import type { Path } from './path.ts'

type YamlComplaint = { readonly offset: number; readonly message: string }

/** What keeps a file from being read as YAML, in words that need no knowledge of its grammar. */
export const yamlComplaints = (document: Document, text: string): YamlComplaint[] => {
  const complaints = syntaxComplaints(document, text)
  // What the rest of a broken file seems to be is guesswork.
  return complaints.length > 0 ? complaints : nodeComplaints(document)
}

/**
 * After a mistake the parser often stumbles over the rest of the line too, and over every line that a tab
 * indents: only the first of such complaints is one.
 */
const syntaxComplaints = (document: Document, text: string): YamlComplaint[] => {
  const seen = new Set<string>()
  return document.errors.flatMap((error) => {
    if (error.code === 'DUPLICATE_KEY') return []
    const lineStart = text.lastIndexOf('\n', error.pos[0] - 1)
    const place = error.code === 'TAB_AS_INDENT' ? error.code : String(lineStart)
    if (seen.has(place)) return []
    seen.add(place)
    return [{ offset: offsetOf(error, document), message: messageFor(error) }]
  })
}

/** By the parser's code, and by its own sentence where one code stands for several things. */
const MESSAGES: readonly (readonly [code: YAMLError['code'], said: RegExp, message: string])[] = [
  ['TAB_AS_INDENT', /^/, 'expected spaces before the text of a line, got a tab'],
  ['MULTIPLE_DOCS', /^/, 'expected the end of the file, got a second document'],
  ['BAD_SCALAR_START', /^/, 'expected quotes around a text that starts with %, @ or `'],
  ['BAD_ALIAS', /^/, 'expected quotes around a text that starts with *'],
  ['BLOCK_AS_IMPLICIT_KEY', /^Nested/, 'expected quotes around a text that has ": " in it'],
  [
    'MULTILINE_IMPLICIT_KEY',
    /^/,
    'expected "key: value" on one line; is there a space after the colon?'
  ],
  ['MISSING_CHAR', /^Implicit map keys/, 'expected a colon and a value after this key'],
  ['MISSING_CHAR', /quote$/, 'expected a closing quote for the text that starts here'],
  ['MISSING_CHAR', /^Sequence item/, 'expected the indentation of the lines above'],
  ['BAD_INDENT', /^All/, 'expected the indentation of the other keys of this group'],
  ['BAD_INDENT', /end with a ]/, 'expected a closing ] before this'],
  ['BAD_INDENT', /end with a }/, 'expected a closing } before this'],
  ['UNEXPECTED_TOKEN', /at node end/, 'expected the value to end before this; does it need quotes?']
]

const messageFor = (error: YAMLError): string => {
  const said = error.message.split(/ at line \d+|\n/)[0] ?? ''
  const found = MESSAGES.find(([code, pattern]) => code === error.code && pattern.test(said))
  return `not readable as YAML: ${found?.[2] ?? said}`
}

/** A quote that is never closed is noticed at the end of the file; it is mended where it opens. */
const offsetOf = (error: YAMLError, document: Document): number => {
  let offset = error.pos[0]
  if (error.code !== 'MISSING_CHAR') return offset
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type?.startsWith('QUOTE') && range?.[1] === error.pos[0]) offset = range[0]
    }
  })
  return offset
}

/** Well-formed, and yet nothing that a value could be made of. */
const nodeComplaints = (document: Document): YamlComplaint[] => {
  const complaints: YamlComplaint[] = []
  const complain = (node: Node, message: string): void => {
    complaints.push({ offset: node.range?.[0] ?? 0, message: `not readable as YAML: ${message}` })
  }
  visit(document, {
    Alias: (_, alias) => {
      if (!resolved(document, alias)) complain(alias, `nothing above is called &${alias.source}`)
    },
    Pair: (_, { key, value }) => {
      if (!isMergeKey(key)) return
      const sources = isSeq(value) ? value.items : [value]
      if (!sources.every((source) => isAlias(source) || isMap(resolved(document, source)))) {
        complain(key as Node, 'expected an alias such as *base after <<')
      }
    },
    Node: (_, node) => {
      if (!isAlias(node) && node.tag && !isPlainTag(node.tag)) {
        complain(node, `tags such as ${node.tag} are not known here`)
      }
    }
  })
  return complaints
}

const isPlainTag = (tag: string): boolean =>
  /^tag:yaml\.org,2002:(str|int|float|bool|null|seq|map)$/.test(tag)

/** Keys that stand in the same group before. */
export const repeatedKeys = (document: Document): { path: Path; first: Node }[] => {
  const repeated: { path: Path; first: Node }[] = []
  visit(document, {
    Map: (_, map, around) => {
      const seen = new Map<unknown, Node>()
      for (const { key } of map.items) {
        if (!isScalar(key) || isMergeKey(key)) continue
        const first = seen.get(key.value)
        if (first) repeated.push({ path: [...pathOf(map, around), String(key.value)], first })
        else seen.set(key.value, key)
      }
    }
  })
  return repeated
}
