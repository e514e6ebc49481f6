// node awesome_lint.mjs FILE...: what awesome-lint says of Markdown lists, one fault a line.
// Its rules about the repository (badge, licence, contributing, GitHub) are left out: they are not about the list.
import {readFileSync} from 'node:fs';
import {remark} from 'remark';
import config from 'awesome-lint/config.js';

const repository = /awesome-(?:badge|contributing|github|license)/;
const linter = remark().use({plugins: config});
for (const path of process.argv.slice(2)) {
  const file = await linter.process({path, value: readFileSync(path)});
  for (const {line, ruleId, reason} of file.messages) {
    if (!repository.test(ruleId)) console.log(`${path}:${line}: ${ruleId}: ${reason}`);
  }
}
