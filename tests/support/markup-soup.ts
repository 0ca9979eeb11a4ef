import fc from 'fast-check'

/** What sanitized HTML may hold: elements with their attributes, said again and not imported. */
export const ALLOWED: Readonly<Record<string, string[]>> = {
  ...Object.fromEntries(
    [
      'br hr wbr p div h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption ul li dl dt dd table caption',
      'thead tbody tfoot tr b strong i em u s del ins mark small sub sup code kbd samp var q cite ruby',
      'rt rp bdi bdo'
    ]
      .join(' ')
      .split(' ')
      .map((name) => [name, ['lang', 'dir']])
  ),
  a: ['href', 'title', 'lang', 'dir'],
  img: ['src', 'alt', 'title', 'width', 'height', 'lang', 'dir'],
  td: ['colspan', 'rowspan', 'lang', 'dir'],
  th: ['colspan', 'rowspan', 'lang', 'dir'],
  ol: ['start', 'lang', 'dir'],
  time: ['datetime', 'lang', 'dir'],
  abbr: ['title', 'lang', 'dir']
}

const NAMES = [
  ...Object.keys(ALLOWED),
  ...['script', 'style', 'template', 'svg', 'math', 'mtext', 'mglyph', 'foreignObject', 'title'],
  ...['iframe', 'object', 'embed', 'applet', 'noscript', 'noembed', 'noframes', 'textarea', 'xmp'],
  ...[
    'select',
    'option',
    'button',
    'form',
    'input',
    'base',
    'meta',
    'link',
    'body',
    'html',
    'head'
  ],
  ...['plaintext', 'listing', 'frameset', 'section', 'details', 'font', 'center', 'x-y', 'o:p']
]
const ATTRIBUTES = [
  ...['href', 'src', 'data-src', 'title', 'alt', 'width', 'colspan', 'start', 'datetime', 'lang'],
  ...[
    'dir',
    'style',
    'onclick',
    'ONERROR',
    'srcset',
    'id',
    'name',
    'class',
    'formaction',
    'xlink:href'
  ]
]
const VALUES = [
  ...['', 'a', '/a.html', 'https://b.example/?c=1&amp;d=2', '//c.example/d', 'mailto:e@f.example'],
  ...[
    'javascript:alert(1)',
    'JAVA&#10;SCRIPT:x',
    '&#106;avascript:x',
    'data:text/html,<b>',
    'vbscript:x'
  ],
  ...[
    '"',
    "'",
    '>',
    '</p><img src=x onerror=alert(1)>',
    '--><script>',
    '&quot;',
    '新',
    '\u0001a',
    '&lt;b&gt;'
  ]
]
const SCRAPS = [
  ...[
    '<',
    '>',
    '/',
    '=',
    '"',
    "'",
    '&',
    ';',
    ' ',
    '\n',
    '\u0000',
    '\u000b',
    '\u0085',
    '\u3000',
    '\ud83d'
  ],
  ...[
    '<!--',
    '-->',
    '--!>',
    '<!',
    '<![CDATA[',
    ']]>',
    '<?php',
    '?>',
    '<?',
    '<!DOCTYPE a [',
    ']>',
    '</'
  ],
  ...[
    '&lt;',
    '&amp;lt;',
    '&#60;',
    '&#x3c',
    '&#0;',
    '&#x1;',
    '&#55357;',
    '&nbsp;',
    '&notit;',
    '&ltb',
    '&c;'
  ],
  ...['新材料', '園區', 'a', ' b ', '1 < 2', 'javascript:', '\u200b', '\ufffe', 'é']
]

const names = fc.constantFrom(...NAMES)
const attributes = fc
  .tuple(
    fc.constantFrom(' ', '/', '\n', '', '　'),
    fc.constantFrom(...ATTRIBUTES),
    fc.constantFrom('="', "='", '=', ' = "', ''),
    fc.constantFrom(...VALUES),
    fc.constantFrom('"', "'", '', '" ')
  )
  .map((parts) => parts.join(''))

const starts = fc
  .tuple(
    names,
    fc.array(attributes, { maxLength: 3 }),
    fc.constantFrom('>', '>', '>', '/>', ' >', '')
  )
  .map(([name, all, end]) => `<${name}${all.join('')}${end}`)
const ends = fc
  .tuple(names, fc.constantFrom('>', '>', ' >', ''))
  .map(([name, end]) => `</${name}${end}`)

/** Random HTML, as broken and as hostile as its words allow. */
export const SOUP: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: starts },
      { weight: 3, arbitrary: ends },
      { weight: 3, arbitrary: fc.constantFrom(...SCRAPS) }
    ),
    { maxLength: 30 }
  )
  .map((parts) => parts.join(''))
