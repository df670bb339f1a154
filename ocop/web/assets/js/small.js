/* Small helps, each asked for by an attribute; without scripts every page still works.
 *
 * data-menu        on <details>: closes on Escape, on a click elsewhere, and when another menu opens
 * data-copy="…"    on a button: copies the text (or, if empty, that of the element named by data-copy-from)
 * data-focus       takes the focus when it appears (a list of errors)
 * data-print       on a button: opens the print dialog of the browser
 * input type=file  gets a face in Vietnamese; a day picked is said as this country writes it, whatever the browser speaks
 * data-day         on an input: eight digits are shown as the day that they are, 05022026 as 05/02/2026
 * data-submit-on-change  on a select or radio: sends its form
 * data-shows-current  on a list that scrolls by itself: opens at the entry that is the current one
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

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-day]")) target.value = target.value.replace(/^(\d\d)(\d\d)(\d{4})$/, "$1/$2/$3");
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

const DAY = new Intl.DateTimeFormat("vi-VN", { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" });

function pickedNames(input) {
  const names = [...input.files].map((file) => file.name);
  input.parentElement.querySelector(".picker-name").textContent = names.join(", ") || "Chưa chọn tệp";
}

function dressFile(input) {
  const face = document.createElement("span");
  face.className = "picker";
  face.innerHTML = '<span class="picker-button" aria-hidden="true">Chọn tệp</span><span class="picker-name" aria-live="polite"></span>';
  input.replaceWith(face);
  face.append(input);
  pickedNames(input);
  input.addEventListener("change", () => setTimeout(() => pickedNames(input)));
  input.form?.addEventListener("reset", () => setTimeout(() => pickedNames(input)));
}

function dressDay(input) {
  const said = document.createElement("output");
  said.className = "day-said";
  input.after(said);
  const say = () => {
    const day = new Date(`${input.value.slice(0, 10)}T00:00Z`);
    said.textContent = Number.isNaN(day.getTime()) ? "" : `${DAY.format(day)}${input.value.slice(10).replace("T", ", ")}`;
  };
  input.addEventListener("input", say);
  say();
}

function dress(root) {
  root.querySelector?.("[data-focus]")?.focus();
  for (const input of root.querySelectorAll?.("input[type=file]") ?? []) {
    if (!input.closest(".picker")) dressFile(input);
  }
  for (const input of root.querySelectorAll?.("input[type=date], input[type=datetime-local]") ?? []) {
    if (!input.nextElementSibling?.matches(".day-said")) dressDay(input);
  }
}
function showCurrent(list) {
  const entry = list.querySelector("[aria-current]");
  if (!entry || list.scrollHeight <= list.clientHeight) return;
  list.scrollTop += entry.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
}

dress(document);
for (const list of document.querySelectorAll("[data-shows-current]")) showCurrent(list);
document.addEventListener("htmx:afterSettle", (event) => dress(event.target));
