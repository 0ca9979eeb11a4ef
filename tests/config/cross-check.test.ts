import { describe, expect, test } from 'vitest'
import { complaintsAbout, configFolder, VALID } from './config-folder.ts'

const park = (lines: string): Record<string, string> => ({
  'park.yaml': `${VALID['park.yaml']}${lines}\n`
})
const digest = (lines: string): Record<string, string> => ({
  'digests.yaml': `digests:\n  - { name: daily, cron: 30 8 * * *, ${lines} }\n`
})
const source = (rows: string): Record<string, string> => ({ 'sources.yaml': `sources:\n${rows}\n` })

test('the folder that the others are made from is in order', () => {
  expect(complaintsAbout(configFolder())).toEqual([])
})

describe('one mistake is one line:', () => {
  test.each<[string, Record<string, string | null>, string]>([
    ['a missing file', { 'sources.yaml': null }, 'sources.yaml:1:1: the file is missing'],
    [
      'an empty file',
      { 'digests.yaml': '' },
      'digests.yaml:1:1: the file is empty, expected a group of keys'
    ],
    [
      'a park file that is not there',
      {
        'parkwire.yaml': VALID['parkwire.yaml'].replace('[park.yaml]', '[park.yaml, hills.yaml]'),
        ...digest('park: hills, to: []')
      },
      'parkwire.yaml:2:20: parks[1]: there is no file "hills.yaml"'
    ],
    [
      'the only park file that is not there',
      {
        'parkwire.yaml': VALID['parkwire.yaml'].replace('park.yaml', 'lake.yaml'),
        ...digest('sections: [news], to: []')
      },
      'parkwire.yaml:2:9: parks[0]: there is no file "lake.yaml"'
    ],
    [
      'a park file named twice',
      { 'parkwire.yaml': VALID['parkwire.yaml'].replace('[park.yaml]', '[park.yaml, park.yaml]') },
      'parkwire.yaml:2:20: parks[1]: "park.yaml" is named already'
    ],
    [
      'another file of the folder as a park',
      {
        'parkwire.yaml': VALID['parkwire.yaml'].replace('[park.yaml]', '[park.yaml, sources.yaml]')
      },
      'parkwire.yaml:2:20: parks[1]: expected the name of a park file such as park.yaml, got "sources.yaml"'
    ],
    [
      'no list of parks',
      { 'parkwire.yaml': VALID['parkwire.yaml'].replace('parks: [park.yaml]\n', '') },
      'parkwire.yaml:1:1: parks: missing, expected a list'
    ],
    [
      'an empty list',
      { 'park.yaml': VALID['park.yaml'].replace('[{ text: Lake Park, weight: 10 }]', '[]') },
      'park.yaml:6:8: names: expected at least 1 entry, got an empty list'
    ],
    [
      'one id for two parks',
      {
        'parkwire.yaml': VALID['parkwire.yaml'].replace('[park.yaml]', '[park.yaml, copy.yaml]'),
        'copy.yaml': VALID['park.yaml']
      },
      'copy.yaml:1:5: id: "lake" is the id of FOLDER/park.yaml already'
    ],
    [
      'a group that many rows need and nobody defines',
      park('partial: [{ text: a, needs: city, weight: 1 }, { text: b, needs: city, weight: 1 }]'),
      'park.yaml:9:29: partial[0].needs: no group "city" under anchors, needed by 2 rows'
    ],
    [
      'a misspelt anchors, which defines what rows need',
      park('anchor: { city: [Yunchuan] }\npartial: [{ text: a, needs: city, weight: 1 }]'),
      'park.yaml:9:1: anchor: unknown key, did you mean "anchors"?'
    ],
    [
      'anchors without groups, which rows need',
      park('anchors: [Yunchuan]\npartial: [{ text: a, needs: city, weight: 1 }]'),
      'park.yaml:9:10: anchors: expected a group of keys, got a list'
    ],
    [
      'a bad name of a group, which rows need by another',
      park('anchors: { City: [Yunchuan] }\npartial: [{ text: a, needs: city, weight: 1 }]'),
      'park.yaml:9:12: anchors.City: expected a slug of lower-case letters, digits and hyphens, got "City"'
    ],
    [
      'a section of a type that no entity has',
      {
        'park.yaml': VALID['park.yaml'].replace('id: deals', 'any: [compny], id: deals')
      },
      'park.yaml:8:47: sections[1].any[0]: no entity has the type "compny"; there are name, partial'
    ],
    [
      'a threshold for review above the one for acceptance',
      { 'park.yaml': VALID['park.yaml'].replace('review: 3', 'review: 7') },
      'park.yaml:7:33: threshold.review: expected at most the 6 of accept, got 7'
    ],
    [
      'a bad section id, which a digest takes by another',
      {
        'park.yaml': VALID['park.yaml'].replace('id: deals', 'id: Deals'),
        ...digest('sections: [deals], to: []')
      },
      'park.yaml:8:45: sections[1].id: expected a slug of lower-case letters, digits and hyphens, got "Deals"'
    ],
    [
      'a park file that is not YAML, whose sections a digest takes',
      { 'park.yaml': 'id: [\n', ...digest('park: lake, sections: [deals], to: []') },
      'park.yaml:2:1: not readable as YAML: expected a closing ] before this'
    ],
    [
      'a park id with a mistake, which a digest names',
      {
        'park.yaml': VALID['park.yaml'].replace('id: lake', 'id: Lake'),
        ...digest('park: lake, to: []')
      },
      'park.yaml:1:5: id: expected a slug of lower-case letters, digits and hyphens, got "Lake"'
    ],
    [
      'a park that nobody defines',
      digest('park: hill, to: []'),
      'digests.yaml:2:44: digests[0].park: no park has the id "hill"; there are "lake"'
    ],
    [
      'a section that nobody defines',
      digest('sections: [news, risk], to: []'),
      'digests.yaml:2:55: digests[0].sections[1]: no section "risk" in FOLDER/park.yaml; there are "news", "deals"'
    ],
    [
      'a recipient named twice',
      digest(
        'to: [{ channel: email, address: a@x.example }, { channel: email, address: A@x.example }]'
      ),
      'digests.yaml:2:112: digests[0].to[1].address: "A@x.example" is a recipient already'
    ],
    [
      'one id for two sources, by way of an alias',
      source('  - &a { id: a, kind: feed, title: A, url: https://a.example/ }\n  - *a'),
      'sources.yaml:3:5: sources[1]: "a" is the id of the source in line 2'
    ],
    [
      'a folder in place of a source file',
      source('  - { id: a, kind: feed, title: A, url: "file:." }'),
      'sources.yaml:2:41: sources[0].url: there is no file "file:."'
    ],
    [
      'a source file with a stray % in its name',
      source('  - { id: a, kind: feed, title: A, url: "file:100%.xml" }'),
      'sources.yaml:2:41: sources[0].url: there is no file "file:100%.xml"'
    ],
    [
      'an address without a host',
      source('  - { id: a, kind: feed, title: A, url: "https://[::1/" }'),
      'sources.yaml:2:41: sources[0].url: expected https://…, http://… or file:PATH relative to this folder, got "https://[::1/"'
    ],
    [
      'a contact that no header could carry',
      {
        'parkwire.yaml': VALID['parkwire.yaml'].replace(
          'mailto:news@park.example',
          'https://园区.example/'
        )
      },
      'parkwire.yaml:1:10: contact: expected mailto:… or https://… in plain ASCII, got "https://园区.example/"'
    ]
  ])('%s', (_, files, line) => {
    const folder = configFolder(files)
    expect(complaintsAbout(folder)).toEqual([line.replace('FOLDER/', `${folder}/`)])
  })
})

test('the usual park file is looked at when nobody can tell which ones there are', () => {
  const folder = configFolder({
    'parkwire.yaml': 'contact: [\n',
    'park.yaml': VALID['park.yaml'].replace('language: en', 'language: fr')
  })
  expect(complaintsAbout(folder)).toEqual([
    'parkwire.yaml:2:1: not readable as YAML: expected a closing ] before this',
    'park.yaml:3:11: language: expected one of zh-CN, en, got "fr"'
  ])
})

test('a source that is switched off needs no file', () => {
  const folder = configFolder(
    source(
      `  - { id: a, kind: feed, title: A, url: "file:later.xml", enabled: false }
  - { id: b, kind: feed, title: B, url: https://b.example/ }`
    )
  )
  expect(complaintsAbout(folder)).toEqual([])
})

test('mistakes of the environment are told together with a folder that is not there', () => {
  expect(complaintsAbout('/nowhere/at/all', { PARKWIRE_PORT: 'x' })).toEqual([
    'environment: PARKWIRE_PORT: expected a port from 0 to 65535, got "x"',
    '/nowhere/at/all: there is no such configuration folder'
  ])
})
