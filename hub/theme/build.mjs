// Builds what the pages load, from nhsuk-frontend and our own scss, into hub/static/hub/build (git-ignored, in the wheel).
// Run: npm ci --ignore-scripts && node build.mjs
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import rtlcss from 'rtlcss'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const packages = join(here, 'node_modules')
const nhsuk = join(packages, 'nhsuk-frontend')
const out = resolve(here, '..', 'static', 'hub', 'build')

/** Compile a stylesheet of ours. Throws if it would make a visitor's browser ask another machine for anything. */
function css (name) {
  const compiled = sass.compile(join(here, 'scss', name), {
    style: 'compressed',
    loadPaths: [packages],
    quietDeps: true,
    charset: true
  }).css
  const remote = compiled.match(/(?:url\(\s*["']?|@import\s+["']?)(?:https?:)?\/\/[^)"']*/i)
  if (remote) throw new Error(`The stylesheet names another machine: ${remote[0]}`)
  if (/@font-face/i.test(compiled)) throw new Error('The stylesheet brings a web font; the hub uses system fonts only.')
  return compiled
}

/**
 * Join the modules one of ours needs into one file: their imports first, each once, without import and export lines.
 * Enough for nhsuk-frontend, whose modules import each other by relative path and use unique names.
 */
function bundle (file, seen = new Set()) {
  if (seen.has(file)) return ''
  seen.add(file)
  let before = ''
  const source = readFileSync(file, 'utf8').replace(/^(?:import|export)\s+(?:[^;'\n]*?from\s+)?'([^']+)';?$/gm, (_, name) => {
    const wanted = name.startsWith('.') ? resolve(dirname(file), name) : join(packages, name)
    before += bundle(wanted, seen)
    return ''
  })
  return before + source
    .replace(/^export\s*\{[^}]*\};?$/gm, '')
    .replace(/^export\s+/gm, '')
    .replace(/^const _self\b/gm, 'var _self') // nhsuk-frontend says it once a module
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '')
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\n/gm, '')
}

/** Copy the small pictures the stylesheet names, and no others: the package brings a logo that is not ours to show. */
function pictures (sheet) {
  const names = new Set([...sheet.matchAll(/url\(["']?\.\/images\/([\w.-]+)["']?\)/g)].map(match => match[1]))
  mkdirSync(join(out, 'images'), { recursive: true })
  for (const name of names) copyFileSync(join(nhsuk, 'dist', 'nhsuk', 'assets', 'images', name), join(out, 'images', name))
}

function write (name, content) {
  writeFileSync(join(out, name), content)
  console.log(`${name}  ${statSync(join(out, name)).size} bytes`)
}

const sheet = css('hub.scss')
const mirrored = rtlcss.process(sheet) + css('rtl.scss')
const script = bundle(join(here, 'js', 'hub.mjs'))
new Script(script) // eslint-disable-line no-new  throws where two modules use one name
rmSync(out, { recursive: true, force: true }) // only now: a build that fails leaves the last one where it is
mkdirSync(out, { recursive: true })
write('hub.css', sheet)
write('hub.rtl.css', mirrored)
pictures(sheet)
write('hub.js', script)
for (const name of readdirSync(join(here, 'assets'))) copyFileSync(join(here, 'assets', name), join(out, name))
write('LICENCE-nhsuk-frontend.txt', readFileSync(join(here, 'licences', 'nhsuk-frontend.txt'), 'utf8'))
