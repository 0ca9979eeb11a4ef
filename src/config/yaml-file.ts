import { isScalar, parseDocument } from 'yaml'
import type { Document, Node } from 'yaml'
import { messageOf } from '../errors.ts'
import { fillIn } from './fill-in.ts'
import { pathText, valueAt, type Path } from './path.ts'
import { readText } from './read-text.ts'
import { shown } from './shown.ts'
import { repeatedKeys, yamlComplaints } from './yaml-complaint.ts'
import { nodeAt, pairAt, resolved } from './yaml-nodes.ts'

/**
 * One file of the configuration, with the place of everything in it and what is wrong with it so far.
 * Each value is blamed once: what follows from one mistake is not another one.
 */
export class YamlFile {
  /** As it stands in messages. */
  readonly name: string
  readonly #env: NodeJS.ProcessEnv
  readonly #text: string
  readonly #document: Document
  readonly #complaints: { readonly offset: number; readonly line: string }[] = []
  readonly #blamed = new Set<Node | string>()
  #written: unknown
  #value: unknown

  constructor(path: string, name: string, env: NodeJS.ProcessEnv) {
    const { text, complaint } = readText(path)
    this.name = name
    this.#env = env
    this.#text = text
    this.#document = parseDocument(complaint ? '' : text, { merge: true, logLevel: 'error' })
    const fatal = complaint ? [complaint] : yamlComplaints(this.#document, text)
    for (const { offset, message } of fatal) this.#record(offset, message)
    if (fatal.length > 0) return
    for (const { path: at, first } of repeatedKeys(this.#document)) {
      const { line } = this.#place(startOf(first))
      this.complain(at, `this key stands in line ${line} already`, 'key')
    }
    this.#read()
  }

  /** With `${NAME}` replaced; null when the file is empty, undefined when it cannot be read. */
  get value(): unknown {
    return this.#value
  }

  /** A line for each mistake, in the order of the file. */
  get problems(): string[] {
    return this.#complaints.toSorted((a, b) => a.offset - b.offset).map(({ line }) => line)
  }

  /** Blames what stands at `path` or its key; where nothing stands, the group that it is missing from. */
  complain(path: Path, message: string, what: 'value' | 'key' = 'value'): void {
    const { offset, blame } = this.#find(path, what)
    if (this.#blamed.has(blame)) return
    this.#blamed.add(blame)
    this.#record(offset, path.length === 0 ? message : `${pathText(path)}: ${message}`)
  }

  isBlamed(path: Path, what: 'value' | 'key' = 'value'): boolean {
    return this.#blamed.has(this.#find(path, what).blame)
  }

  /** The value as the file has it: a secret shows as `${NAME}`. */
  shown(path: Path): string {
    return shown(valueAt(this.#written, path))
  }

  /** Whether the environment has a part in the value. */
  isSecret(path: Path): boolean {
    const value = valueAt(this.#value, path)
    return typeof value === 'string' && value !== valueAt(this.#written, path)
  }

  lineOf(path: Path): number {
    return this.#place(this.#find(path, 'value').offset).line
  }

  /** Reads the key at the end of `path` as the one that it was meant to be; false when it is no text. */
  readKeyAs(path: Path, meant: string): boolean {
    const key = pairAt(this.#document, path)?.key
    if (!isScalar(key)) return false
    key.value = meant
    this.#read()
    return true
  }

  #read(): void {
    try {
      this.#written = this.#document.toJS()
      this.#value = fillIn(this.#written, this.#env, (path, message) =>
        this.complain(path, message)
      )
    } catch (error) {
      // Aliases of aliases of aliases, which would fill the memory.
      this.#record(0, messageOf(error))
    }
  }

  #record(offset: number, message: string): void {
    const { line, column } = this.#place(offset)
    this.#complaints.push({ offset, line: `${this.name}:${line}:${column}: ${message}` })
  }

  #find(path: Path, what: 'value' | 'key'): { offset: number; blame: Node | string } {
    const node = nodeAt(this.#document, path)
    const key = pairAt(this.#document, path)?.key
    if (what === 'key' && key) return { offset: startOf(key), blame: key }
    if (node) {
      const offset = startOf(isEmpty(node) ? (key ?? node) : node)
      return { offset, blame: resolved(this.#document, node) ?? node }
    }
    if (path.length === 0) return { offset: 0, blame: 'file' }
    const { offset } = this.#find(path.slice(0, -1), 'value')
    return { offset, blame: `${offset} ${path.at(-1)}` }
  }

  /** Both from one; columns as editors count them, in UTF-16 units. */
  #place(offset: number): { line: number; column: number } {
    const before = this.#text.slice(0, offset)
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
  }
}

const startOf = (node: Node): number => node.range?.[0] ?? 0

/** `key:` and nothing behind it: the key is the place to look at. */
const isEmpty = (node: Node): boolean =>
  isScalar(node) && node.value === null && (node.source ?? '') === ''
