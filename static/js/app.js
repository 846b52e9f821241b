// Enhancements only: every page and form works without this file.
"use strict";

const SAID = document.documentElement.dataset;

const rowOf = (element) => element?.closest?.("[data-row]");

// Dismiss the undo bar without loading the page again.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (!button) return;
  event.preventDefault();
  button.closest("section").remove();
  document.getElementById("main").focus({ preventScroll: true });
});

// Offline, the same page is asked for again, with what was sent to it.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-retry]") || location.pathname === "/offline/") return;
  event.preventDefault();
  location.reload();
});

// Installed or not, the browser shows the offline page while there is no connection.
if (window.isSecureContext) navigator.serviceWorker?.register("/worker.js");

// A <select> that leads somewhere submits its form at once.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// Paper is asked for by a button only where a script can do it.
for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Sign-up and welcome learn the browser's time zone; a list keeps its own where it does not know that one.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
for (const input of document.querySelectorAll("[data-browser-zone]")) {
  if (input.options && ![...input.options].some(({ value }) => value === zone)) continue;
  input.value = zone;
  // By then what shows the day of that zone is listening.
  addEventListener("load", () => input.dispatchEvent(new Event("change", { bubbles: true })));
}

// One menu at a time; Escape closes it and gives the focus back.
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("details.menu") || !event.target.open) return;
  for (const other of document.querySelectorAll("details.menu[open]")) {
    if (other !== event.target) other.open = false;
  }
}, true);
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Presses that wait for an earlier one to be saved keep their button, which may be gone by the time they are sent.
const presses = new WeakMap();
document.addEventListener("submit", ({ target, submitter }) => {
  if (!target.hasAttribute("data-queue") || !submitter) return;
  presses.set(target, [...(presses.get(target) ?? []), [submitter.name, submitter.value]]);
}, true);
document.addEventListener("htmx:configRequest", (event) => {
  const press = presses.get(event.target)?.shift();
  if (press) event.detail.parameters[press[0]] = press[1];
});

// A row says that it is being saved, and says so when that did not happen; what was typed stays.
document.addEventListener("htmx:beforeRequest", (event) => {
  const row = rowOf(event.target);
  row?.setAttribute("aria-busy", "true");
  row?.querySelector(".row-error")?.remove();
});
document.addEventListener("htmx:afterRequest", (event) => rowOf(event.target)?.removeAttribute("aria-busy"));
for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    const goal = rowOf(event.target)?.querySelector(".goal");
    if (!goal) return;
    const alert = document.createElement("p");
    alert.className = "row-error";
    alert.role = "alert";
    alert.textContent = navigator.onLine ? SAID.notSaved : SAID.offline;
    goal.append(alert);
  });
}

// A place in the page that an address names is opened, or written in, at once.
const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (named?.matches?.("details")) named.open = true;
if (named?.matches?.("input, textarea")) named.focus();

// Keys: quiet in fields and menus, and off where the person switched them off.
const WAIT = 1500;
const { keys, new: newGoal, find, help } = document.body.dataset;
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
const press = (selector) => {
  const found = document.querySelector(selector);
  found?.click();
  return Boolean(found);
};
const moveBy = (step) => {
  const all = rows();
  const here = all.indexOf(rowOf(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
  all[Math.min(Math.max(next, 0), all.length - 1)]?.querySelector(".tick").focus();
};
const inRow = (selector) => rowOf(document.activeElement)?.querySelector(selector)?.click();
const noteOf = (row) => row && location.assign(row.querySelector("[data-note]").dataset.note);
const search = () => {
  const field = document.querySelector('[type="search"]');
  if (field) field.focus();
  else location.assign(find);
};
const KEYS = {
  j: () => moveBy(1),
  k: () => moveBy(-1),
  d: () => inRow('.tick[aria-pressed="false"]'),
  s: () => inRow('[name="status"][value="skip"]'),
  m: () => inRow('[name="status"][value="missed"]'),
  "+": () => inRow('.step [value="add"]'),
  "-": () => inRow('.step [value="sub"]'),
  n: () => noteOf(rowOf(document.activeElement)),
  u: () => press("#undo .act"),
  "[": () => press("[data-previous]"),
  "]": () => press("[data-next]"),
  c: () => location.assign(newGoal),
  "/": search,
  "?": () => press("#keys > summary") || location.assign(help),
};
let went = -WAIT;
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
  if (keys !== "on" || isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const isPlace = event.timeStamp - went < WAIT && /^[a-z]$/.test(event.key);
  went = event.key === "g" && !isPlace ? event.timeStamp : -WAIT;
  const act = isPlace ? () => press(`[data-go="${event.key}"]`) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// The coach: a message and its reply are added to the page as they come, without loading it again. What was typed meanwhile
// stays, and is sent when the reply is whole: its end brings the key of what is said next.
const eventsOf = async function* (response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    held += value ?? "";
    const blocks = held.split("\n\n");
    held = blocks.pop();
    for (const block of blocks) {
      const [first, ...lines] = block.split("\n");
      yield [first.slice("event: ".length), lines.map((line) => line.slice("data: ".length)).join("\n")];
    }
    if (done) return;
  }
};
const showReply = async (form, said, response) => {
  const log = document.querySelector("[role=log]");
  const box = document.querySelector("textarea[name=text]");
  for (const old of log.querySelectorAll(".chat-choices")) old.remove();
  for await (const [name, data] of eventsOf(response)) {
    if (name === "message") log.insertAdjacentHTML("beforeend", data);
    if (name === "key") box.form.elements.key.value = data;
  }
  if (form === box.form && box.value === said) box.value = "";
  form.closest("section.card")?.remove();
  // The field comes into view, and above all the reply: where both fit, both are seen.
  box.scrollIntoView({ block: "nearest" });
  log.lastElementChild?.scrollIntoView({ block: "nearest" });
  box.focus({ preventScroll: true });
};
// Where there is a keyboard, Enter sends, and the page says so.
for (const hint of document.querySelectorAll("[data-enter-sends]")) {
  if (!matchMedia("(hover: hover)").matches) continue;
  hint.hidden = false;
  hint.closest("form").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("textarea")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
}
// A talk is read from its end, unless the address names a message.
if (!location.hash) document.querySelector("[role=log] > :last-child")?.scrollIntoView({ block: "center" });
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-chat")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") {
    form.dataset.again = "";
    return;
  }
  form.setAttribute("aria-busy", "true");
  form.querySelector(".row-error")?.remove();
  let isAnswered = false;
  try {
    const body = new FormData(form, event.submitter);
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/event-stream" } });
    if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) throw new TypeError("no events");
    await showReply(form, body.get("text"), response);
    isAnswered = true;
  } catch {
    const alert = document.createElement("p");
    alert.className = "row-error";
    alert.role = "alert";
    alert.textContent = navigator.onLine ? SAID.notSaved : SAID.offline;
    form.append(alert);
  } finally {
    form.removeAttribute("aria-busy");
    const isPressedAgain = "again" in form.dataset;
    delete form.dataset.again;
    if (isAnswered && isPressedAgain && form.isConnected && form.elements.text?.value.trim()) form.requestSubmit();
  }
});
