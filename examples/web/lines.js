// Reads pasted lines as users to create.

/** `{ users }`, each with its line, or `{ error }` that names the first line that isn't one. */
export function parse(text) {
  const users = [];
  const seen = new Map();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const [email = "", formal_name = "", friendly_name = "", slug = "customer_user", ...more] = line
      .split(line.includes("\t") ? "\t" : ",")
      .map((cell) => cell.trim());
    const where = `Line ${index + 1}`;
    if (email === "" || formal_name === "" || friendly_name === "") {
      return { error: `${where}: needs an email, a formal name and a friendly name.` };
    }
    if (more.length > 0) return { error: `${where}: has ${more.length + 4} parts; there are at most four.` };
    const twin = seen.get(email.toLowerCase());
    if (twin !== undefined) return { error: `${where}: has the same email as line ${twin}.` };
    seen.set(email.toLowerCase(), index + 1);
    const user = { friendly_name, formal_name, email, roles: [{ slug: slug || "customer_user" }] };
    users.push({ line, user });
  }
  return users.length === 0 ? { error: "There are no lines yet." } : { users };
}
