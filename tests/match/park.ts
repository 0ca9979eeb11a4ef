import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'yaml'
import { profileSchema, type Profile } from '../../src/match/profile.ts'

export const SAMPLE = resolve(import.meta.dirname, '../../config/sample')

/** The park that everybody starts from. */
export const samplePark: Profile = profileSchema.parse(
  parse(readFileSync(`${SAMPLE}/park.yaml`, 'utf8'))
)

/** A small park of which a test says what matters to it. */
export const parkWith = (given: Partial<Record<keyof Profile, unknown>> = {}): Profile =>
  profileSchema.parse({
    id: 'harbour',
    name: '港口产业园',
    language: 'zh-CN',
    timezone: 'Asia/Shanghai',
    feedAuthority: 'harbour.example,2026',
    names: [{ text: '港口产业园', weight: 10 }],
    threshold: { accept: 6, review: 3 },
    sections: [{ id: 'park', title: 'Park' }],
    ...given
  })
