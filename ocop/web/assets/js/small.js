/* Small helps, each asked for by an attribute; without scripts every page still works.
 *
 * data-menu        on <details>: closes on Escape, on a click elsewhere, and when another menu opens
 * data-copy="…"    on a button: copies the text (or, if empty, that of the element named by data-copy-from)
 * data-focus       takes the focus when it appears (a list of errors)
 * data-print       on a button: opens the print dialog of the browser
 * data-submit-on-change  on a select or radio: sends its form
 * pageHeaders()    the headers that htmx sends (the CSRF token), for the other scripts of this file
 */

window.pageHeaders = () => {
  try {
    return JSON.parse(document.body.getAttribute("hx-headers")) ?? {};
  } catch {
    return {};
  }
};

document.addEventListener("click", async (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.closest("[data-print]")) window.print();
  const copier = event.target.closest("[data-copy]");
  if (!copier) return;
  const from = copier.dataset.copyFrom && document.querySelector(copier.dataset.copyFrom);
  const words = copier.querySelector("span") ?? copier;
  const before = words.textContent;
  try {
    await navigator.clipboard.writeText(copier.dataset.copy || from?.textContent.trim() || "");
    words.textContent = "Đã chép";
  } catch {
    words.textContent = "Không chép được, hãy chọn và chép tay";
  }
  setTimeout(() => { words.textContent = before; }, 2500);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

function focusNew(root) {
  root.querySelector?.("[data-focus]")?.focus();
}
focusNew(document);
document.addEventListener("htmx:afterSettle", (event) => focusNew(event.target));
