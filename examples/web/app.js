// The page's script: reads the form, creates the user, shows what came back.
import { BitsightError, BitsightUsers } from "bitsight-users";

const form = document.querySelector("#create");
const outcome = document.querySelector("#outcome");
const button = form.querySelector("button");

// For demonstrations, the connection can be given in the address: ?baseUrl=...&token=...
const query = new URLSearchParams(location.search);
form.elements.base_url.value = query.get("baseUrl") ?? "https://api.bitsighttech.com/ratings";
form.elements.token.value = query.get("token") ?? "";

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  mark(undefined);
  button.disabled = true;
  show("working", heading("Creating the user ..."));
  try {
    show("created", ...created(await create()));
  } catch (error) {
    show("failed", ...failed(error));
  } finally {
    button.disabled = false;
  }
});
form.dataset.ready = "";

function create() {
  const value = (name) => form.elements[name].value;
  const users = new BitsightUsers({
    token: value("token"),
    baseUrl: value("base_url"),
    // Says that the token's being visible to whoever uses this page was considered.
    dangerouslyAllowBrowser: true,
  });
  return users.createUser({
    friendly_name: value("friendly_name"),
    formal_name: value("formal_name"),
    email: value("email"),
    roles: [{ slug: value("role") }],
  });
}

function created(user) {
  const facts = {
    Name: `${user.formal_name} (${user.friendly_name})`,
    Email: user.email,
    Guid: user.guid,
    Status: user.status,
    Group: user.group?.name,
    Role: user.roles.map((role) => `${role.name} (${role.slug})`).join(", "),
    "Last login": user.last_login_time ?? "never",
  };
  const list = document.createElement("dl");
  for (const [name, value] of Object.entries(facts)) {
    list.append(element("dt", name), element("dd", value ?? "-"));
  }
  return [heading("User created"), list, element("pre", JSON.stringify(user, null, 2))];
}

function failed(error) {
  // Anything but a BitsightError is a mistake of this page, and belongs on the console as well.
  if (!(error instanceof BitsightError)) console.error(error);
  mark(error.field);
  const title = error instanceof BitsightError ? `No user was created: ${error.code}` : "The page failed";
  return [heading(title), element("p", error.message)];
}

/** Marks the input that an error is about. */
function mark(field) {
  for (const input of form.querySelectorAll("input, select")) input.removeAttribute("aria-invalid");
  const name = field?.startsWith("roles") ? "role" : field === "baseUrl" ? "base_url" : field;
  form.elements[name]?.setAttribute("aria-invalid", "true");
}

function show(state, ...content) {
  outcome.dataset.state = state;
  outcome.replaceChildren(...content);
}

const heading = (text) => element("h2", text);

function element(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
