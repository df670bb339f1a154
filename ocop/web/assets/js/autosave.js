/* Autosave with a visible state. Nothing typed is lost: what the server has not taken stays on this device.
 *
 * <form data-autosave            saves itself after changes
 *   data-autosave-url="…"        where to (default: the form's action)
 *   data-autosave-key="…"        name of this form on this device; one per record (default: the address)
 *   data-autosave-version="name" hidden input that carries the version the person saw (default "version")
 * [data-save-state]              inside the form, or pointing at it by data-save-for="form id": shows the state
 *
 * Sent: POST of the form's fields without files, plus `_changed` once per changed field; header X-Autosave: 1.
 * Expected: 200 or 204. JSON {version, saved_at, errors: {field: [text]}} or HTML, whose hx-swap-oob parts are
 *   swapped in; for HTML the headers X-Version and X-Saved-At carry the same.
 *   409: someone saved a newer version; nothing is overwritten, the person is told. JSON {message, kept}: with `kept`
 *     the server holds these words too, so this device forgets them; HTML: its parts are swapped in, the copy stays.
 *   422 JSON {errors}: taken as refused, shown, not tried again before the next change.
 *   401, 403 or a redirect to sign-in: kept here, the person is asked to sign in.
 *   No answer or 5xx: kept here and tried again after 2, 4, 8 … 60 seconds and when the network returns.
 * A copy kept here goes out with the version it was typed over: what another device saved meanwhile is not lost.
 * A save whose answer got lost is sent again: the same values under an older version are a repetition, not a 409.
 * Events on the form, bubbling: autosave:saved {version, savedAt}, autosave:failed {status}. A total can listen:
 *   hx-trigger="autosave:saved from:#form".
 */

const WORDS = {
  idle: "Chưa có thay đổi",
  dirty: "Đang chờ lưu…",
  saving: "Đang lưu…",
  offline: "Mất mạng, giữ trên máy này",
  failed: "Chưa lưu được",
  conflict: "Có bản mới hơn, tải lại để xem",
  refused: "Có mục chưa hợp lệ, chưa lưu",
  signin: "Hết phiên: đăng nhập lại để lưu",
};
const SHOWN_AS = { dirty: "saving", refused: "failed", signin: "failed" };
const open = new Set();
const LEFT = "autosave:left";
const VERSION = ":version"; // among the kept fields; no field has such a name

const left = sessionStorage.getItem(LEFT);
if (left) {
  sessionStorage.removeItem(LEFT);
  // coming back by reload or the back button may mean that the submission never arrived: keep the copy then
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") localStorage.removeItem(left);
}

class Autosave {
  constructor(form) {
    this.form = form;
    // of this person alone: on a shared tablet nobody is given, or sends, what another left unsent
    const person = document.body.dataset.person ? `${document.body.dataset.person}:` : "";
    this.key = `autosave:${person}${form.dataset.autosaveKey || location.pathname}`;
    this.url = form.dataset.autosaveUrl || form.action;
    this.changed = new Set();
    // what the server is known to hold, so that leaving a field unchanged sends nothing
    this.held = new Map();
    for (const name of new Set([...form.elements].map((e) => e.name))) this.held.set(name, this.valueOf(name));
    this.state = "idle";
    this.tries = 0;
    this.sending = false;
    form.addEventListener("input", (event) => this.touch(event.target, 900));
    form.addEventListener("change", (event) => this.touch(event.target, 150));
    form.addEventListener("submit", (event) => this.leave(event));
    for (const pill of this.pills()) pill.addEventListener("click", (event) => this.again(event));
    this.restore();
    open.add(this);
  }

  get unsent() {
    return this.changed.size > 0 || this.sending;
  }

  pills() {
    const away = this.form.id ? document.querySelectorAll(`[data-save-for="${CSS.escape(this.form.id)}"]`) : [];
    return [...this.form.querySelectorAll("[data-save-state]"), ...away];
  }

  show(state, time = "") {
    this.state = state;
    for (const pill of this.pills()) {
      pill.dataset.state = SHOWN_AS[state] || state;
      pill.textContent = state === "saved" ? `Đã lưu ${time}`.trim() : WORDS[state];
      if (state === "failed" || state === "offline") {
        const retry = document.createElement("button");
        retry.type = "button";
        retry.textContent = "thử lại";
        pill.append(" — ", retry);
      }
    }
  }

  again(event) {
    if (event.target.closest("button")) {
      this.tries = 0;
      this.send();
    }
  }

  touch(input, wait) {
    if (!input.name || input.type === "file" || input.type === "hidden") return;
    if (!this.changed.has(input.name) && this.held.get(input.name) === this.valueOf(input.name)) return;
    this.changed.add(input.name);
    this.keep();
    if (this.state !== "conflict") {
      this.show(navigator.onLine ? "dirty" : "offline");
      this.later(wait);
    }
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  values() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  }

  valueOf(name) {
    return JSON.stringify(this.values().getAll(name));
  }

  get version() {
    return this.form.elements[this.form.dataset.autosaveVersion || "version"];
  }

  keep() {
    const kept = this.version ? { [VERSION]: [this.version.value] } : {};
    const data = this.values();
    for (const name of this.changed) kept[name] = data.getAll(name);
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch { /* a full or forbidden store must not stop the typing */ }
  }

  restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.key));
    } catch { /* unreadable: nothing to restore */ }
    if (!kept) return;
    const { [VERSION]: over, ...typed } = kept;
    for (const [name, values] of Object.entries(typed)) {
      const inputs = [...this.form.elements].filter((e) => e.name === name && e.type !== "file");
      inputs.forEach((input, i) => {
        if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
        else if (input.multiple) for (const o of input.options) o.selected = values.includes(o.value);
        else input.value = values[i] ?? "";
      });
      if (inputs.length) this.changed.add(name);
    }
    if (this.changed.size) {
      if (over && this.version) this.version.value = over[0];
      this.show("dirty");
      this.later(300);
    }
  }

  async send() {
    if (this.sending || !this.changed.size || this.state === "conflict") return;
    if (!navigator.onLine) return this.show("offline");
    clearTimeout(this.timer);
    const names = [...this.changed];
    const data = this.values();
    const values = names.map((name) => [name, this.valueOf(name)]);
    for (const name of names) data.append("_changed", name);
    this.changed.clear();
    this.sending = true;
    this.show("saving");
    let answer = null;
    try {
      const headers = { ...window.pageHeaders(), "X-Autosave": "1" };
      answer = await fetch(this.url, { method: "POST", body: data, headers, redirect: "manual" });
    } catch { /* no answer: tried again below */ }
    this.sending = false;
    if (answer?.ok) await this.taken(answer, values);
    else {
      for (const name of names) this.changed.add(name);
      this.keep();
      await this.refused(answer);
    }
    this.goOn?.();
  }

  async taken(answer, values) {
    for (const [name, value] of values) this.held.set(name, value);
    this.tries = 0;
    const html = answer.headers.get("Content-Type")?.includes("text/html");
    const body = answer.status === 204 ? {} : html ? await this.swap(answer) : await answer.json();
    const version = body.version ?? answer.headers.get("X-Version");
    if (this.version && version !== null && version !== undefined) this.version.value = version;
    const clock = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    const savedAt = body.saved_at ?? answer.headers.get("X-Saved-At") ?? clock;
    this.errors(body.errors);
    if (this.changed.size) {
      this.keep();
      this.later(300);
    } else {
      localStorage.removeItem(this.key);
      this.show("saved", savedAt);
    }
    this.form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: { version, savedAt } }));
  }

  async swap(answer) {
    const text = await answer.text();
    if (window.htmx) window.htmx.swap(this.form, text, { swapStyle: "none" });
    return {};
  }

  async refused(answer) {
    const status = answer?.status ?? 0;
    if (status === 409) await this.superseded(answer);
    else if (status === 422 || status === 400) {
      this.show("refused");
      this.errors((await answer.json().catch(() => ({}))).errors);
    } else if (answer?.type === "opaqueredirect" || status === 401 || status === 403) this.show("signin");
    else {
      this.show(navigator.onLine ? "failed" : "offline");
      this.tries += 1;
      this.later(Math.min(60, 2 ** this.tries) * 1000);
    }
    this.form.dispatchEvent(new CustomEvent("autosave:failed", { bubbles: true, detail: { status } }));
  }

  async superseded(answer) {
    if (answer.headers.get("Content-Type")?.includes("text/html")) await this.swap(answer);
    else if ((await answer.json().catch(() => ({}))).kept) {
      this.changed.clear();
      localStorage.removeItem(this.key);
    }
    this.show("conflict");
  }

  errors(errors) {
    // an answer with errors names them all: what the page came with is told again, or is mended
    const stale = errors ? "[data-autosave-error], .field > ul.errors" : "[data-autosave-error]";
    for (const old of this.form.querySelectorAll(stale)) old.remove();
    for (const [name, texts] of Object.entries(errors ?? {})) {
      const input = [...this.form.elements].find((e) => e.name === name);
      if (!input) continue;
      const list = document.createElement("ul");
      list.className = "errors";
      list.dataset.autosaveError = "";
      list.setAttribute("role", "alert");
      for (const text of texts) list.append(Object.assign(document.createElement("li"), { textContent: text }));
      const box = input.closest(".field, .options");
      if (box) box.append(list);
      else input.after(list);
    }
  }

  leave(event) {
    clearTimeout(this.timer);
    // a save that is on its way brings a new version; a submission with the old one would clash with ourselves
    if (this.sending) {
      event.preventDefault();
      return this.wait(event.submitter);
    }
    // a full submission carries everything; the copy is dropped once the server has answered with a page
    this.changed.clear();
    sessionStorage.setItem(LEFT, this.key);
  }

  wait(button) {
    const tooLong = setTimeout(() => this.goOn?.(), 8000);
    this.goOn = () => {
      clearTimeout(tooLong);
      this.goOn = null;
      this.sending = false;
      if (!button || button.form === this.form) return this.form.requestSubmit(button);
      // the answer has put another button in the place of the one that was pressed
      const said = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
      this.form.append(said);
      this.form.requestSubmit();
      said.remove();
    };
  }
}

function findForms(root) {
  for (const form of root.querySelectorAll?.("form[data-autosave]") ?? []) {
    if (!form.dataset.autosaveReady) {
      form.dataset.autosaveReady = "yes";
      new Autosave(form);
    }
  }
}

findForms(document);
document.addEventListener("htmx:load", (event) => findForms(event.target.parentNode ?? document));
window.addEventListener("online", () => {
  for (const one of open) {
    one.tries = 0;
    one.send();
  }
});
window.addEventListener("offline", () => {
  for (const one of open) if (one.unsent) one.show("offline");
});
window.addEventListener("beforeunload", (event) => {
  if ([...open].some((one) => one.form.isConnected && one.unsent)) event.preventDefault();
});
