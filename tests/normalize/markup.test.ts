import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readMarkup } from '../../src/normalize/markup.ts'

const told = (html: string) =>
  [...readMarkup(html)].map((piece) =>
    'name' in piece ? `${piece.kind} ${piece.name}` : `${piece.kind} ${piece.raw}`
  )

test.each([
  ['<P class=x>a</p >', ['open p', 'text a', 'close p']],
  ['a < b & c <3', ['text a < b & c <3']],
  ['R&D <中心>', ['text R&D <中心>']],
  ['<a title="x>y" b=\'>\'>z', ['open a', 'text z']],
  ['<a b=x"y>z">', ['open a', 'text z">']],
  ['<a ="x>z', ['open a', 'text z']],
  ['<a b = "x>y"c>z', ['open a', 'text z']],
  ['<br/>x', ['open br', 'text x']],
  ['a<!-- <b> -->c', ['text a', 'hidden <!-- <b> -->', 'text c']],
  ['<!-->a', ['hidden <!-->', 'text a']],
  [
    '<!doctype html><?xml x?></ 3>a',
    ['hidden <!doctype html>', 'hidden <?xml x?>', 'hidden </ 3>', 'text a']
  ],
  ['<script>if (a<b) "</p>"</SCRIPT >c', ['hidden <script>if (a<b) "</p>"</SCRIPT >', 'text c']],
  ['<scripture>a', ['open scripture', 'text a']],
  ['<svg/>a', ['hidden <svg/>', 'text a']],
  ['a<iframe src=x>b', ['text a', 'hidden <iframe src=x>', 'text b']],
  ['a<script>b', ['text a', 'hidden <script>b']],
  ['a<!-- b', ['text a', 'hidden <!-- b']],
  ['cut off <a hre', ['text cut off ', 'hidden <a hre']],
  ['cut off <a href="x', ['text cut off ', 'hidden <a href="x']]
])('%s', (html, pieces) => {
  expect(told(html)).toEqual(pieces)
})

test('the pieces are the input', () => {
  const bits = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '=',
    '/',
    '!--',
    '-->',
    'a',
    'script',
    'svg',
    ' ',
    '&'
  )
  fc.assert(
    fc.property(
      fc.array(bits, { maxLength: 40 }).map((all) => all.join('')),
      (html) => [...readMarkup(html)].map(({ raw }) => raw).join('') === html
    )
  )
})
