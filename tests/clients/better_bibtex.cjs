// Read a .bib file as the Zotero plug-in Better BibTeX does, and print its errors and entries as JSON.
const { readFileSync } = require('fs')
const { join } = require('path')
const { parse } = require(join(__dirname, 'node_modules', 'better-bibtex.cjs'))

// Unless asked for, titles keep their case: the plug-in would make them sentences.
const options = process.argv[3] === 'sentence' ? {} : { sentenceCase: false }
const { errors, entries } = parse(readFileSync(process.argv[2], 'utf8'), options)
process.stdout.write(JSON.stringify({ errors, entries: entries.map(({ type, key, fields }) => ({ type, key, fields })) }))
