import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { valueAt } from './path.ts'
import type { YamlFile } from './yaml-file.ts'

/** File names that `parks` may list; the other files of the folder are no parks. */
export const PARK_FILE = /^(?!(parkwire|sources|digests)\.yaml$)[\w-][\w.-]*\.yaml$/

/**
 * The files that `parks` names, read loosely, so that their mistakes are found together with those of
 * parkwire.yaml. Undefined stands for one that is not there.
 */
export const readParkFiles = (
  main: YamlFile,
  folder: string,
  read: (name: string) => YamlFile
): (YamlFile | undefined)[] => {
  const names = valueAt(main.value, ['parks'])
  if (!Array.isArray(names)) return existsSync(join(folder, USUAL)) ? [read(USUAL)] : []
  return names.flatMap((name: unknown, at) => {
    if (typeof name !== 'string' || !PARK_FILE.test(name)) return [undefined]
    const path = ['parks', at]
    if (names.indexOf(name) < at) {
      main.complain(path, `${main.shown(path)} is named already`)
      return []
    }
    if (existsSync(join(folder, name))) return [read(name)]
    main.complain(path, `there is no file ${main.shown(path)}`)
    return [undefined]
  })
}

const USUAL = 'park.yaml'
