import { expect, test } from 'vitest'
import { readXml, type Element } from '../../../src/collect/feed/xml.ts'

/** `name(child, "text")`, with `!` behind what the document breaks off in. */
const draw = ({ name, nodes, isEnded }: Element): string => {
  const inside = nodes.map((node) => (typeof node === 'string' ? JSON.stringify(node) : draw(node)))
  return `${name}${isEnded ? '' : '!'}${inside.length > 0 ? `(${inside.join(' ')})` : ''}`
}
const rss = (xml: string): string => draw(readXml(xml, 'rss', undefined))

test.each([
  ['a tree in order', '<rss>a<b>c</b>d</rss>', 'rss("a" b("c") "d")'],
  ['an end tag that is missing', '<rss><a><b>x</a>y</rss>', 'rss(a(b("x")) "y")'],
  ['an end tag of nothing', '<rss>x</b>y</rss>', 'rss("x" "y")'],
  ['what is behind the root', '<rss>x</rss><p>junk</p>', 'rss("x")'],
  [
    'an item that begins in another',
    '<rss><item><b>x<item>y</item></rss>',
    'rss(item(b("x")) item("y"))'
  ],
  ['a line that another ends', '<rss><title>x<link>y</link></rss>', 'rss(title("x") link("y"))'],
  [
    'a link of Atom that is not closed',
    '<feed><link href="u"><id>1</id></feed>',
    'feed(link id("1"))'
  ],
  ['tags of HTML without an end', '<rss>a<br>b<img>c</rss>', 'rss("a" br "b" img "c")'],
  ['where a document breaks off', '<rss><item><b>x</b><c>y', 'rss!(item!(b("x") c!("y")))']
])('%s: %s', (_, xml, drawn) => {
  expect(rss(xml)).toBe(drawn)
})

test.each([
  [
    'dc under another prefix',
    '<rss xmlns:q="http://purl.org/dc/elements/1.1/"><q:creator/></rss>',
    'rss(dc:creator)'
  ],
  [
    'a namespace with other ends and schemes',
    '<rss xmlns:m="https://search.yahoo.com/MRSS"><m:content/></rss>',
    'rss(media:content)'
  ],
  ['dc that is not declared', '<rss><dc:creator/></rss>', 'rss(dc:creator)'],
  [
    'dc that is declared as something else',
    '<rss xmlns:dc="http://x.example/"><dc:creator/></rss>',
    'rss(?:creator)'
  ],
  [
    'RSS under a prefix',
    '<r:rss xmlns:r="http://purl.org/rss/1.0/"><r:title/></r:rss>',
    'rss(title)'
  ],
  [
    'RSS 1.0',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><title/><rdf:li/></rdf:RDF>',
    'rdf:rdf(title rdf:li)'
  ],
  [
    'Atom inside RSS',
    '<rss xmlns:a="http://www.w3.org/2005/Atom"><a:link/></rss>',
    'rss(atom:link)'
  ],
  [
    'a root in a namespace nobody knows',
    '<rss xmlns="http://x.example/"><title/></rss>',
    'rss(title)'
  ],
  [
    'an element in a namespace nobody knows',
    '<rss><title xmlns="http://x.example/"/></rss>',
    'rss(?:title)'
  ],
  [
    'a namespace up to the end of its element',
    '<rss><b xmlns:z="http://purl.org/dc/terms/"><z:issued/></b><z:issued/></rss>',
    'rss(b(dcterms:issued) z:issued)'
  ]
])('%s', (_, xml, drawn) => {
  expect(rss(xml)).toBe(drawn)
})

test('a base holds inside its element, a relative one within the outer, a bad one not at all', () => {
  const xml = '<rss xml:base="a/"><b xml:base="/c/"><d/></b><e xml:base="javascript:x"/></rss>'
  const root = readXml(xml, 'rss', 'https://news.example/feeds/all.xml')
  const [b, e] = root.nodes as Element[]
  expect([root, b, b?.nodes[0] as Element, e].map((element) => element?.base)).toEqual([
    'https://news.example/feeds/a/',
    'https://news.example/c/',
    'https://news.example/c/',
    'https://news.example/feeds/a/'
  ])
})

test('tags below 256 others go, and their text stays', () => {
  const xml = `<rss>${'<x>'.repeat(300)}text${'</x>'.repeat(300)}</rss>`
  const drawn = rss(xml)
  expect(drawn.match(/x\(/g)).toHaveLength(255)
  expect(drawn).toContain('"text"')
})
