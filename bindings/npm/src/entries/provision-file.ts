// The entry with the journal in a file, for Node.js and runtimes with its modules. Apart from the rest, so that bundlers
// for pages meet no `node:fs`.

export { fileJournal } from "../provision/file-journal.js";
