/* Dialogs and confirmation.
 *
 * <a href="#id" data-open="id">   opens <dialog id="id"> over the page; without scripts the link shows it in place
 * data-close                      on anything inside: closes the dialog
 * data-confirm="question"         on a form or its submit button: asks first
 *   data-confirm-title, data-confirm-yes, data-confirm-no   its other words
 */

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.open);
    if (dialog instanceof HTMLDialogElement && !dialog.open) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  const closer = event.target.closest("[data-close]");
  const dialog = closer?.closest("dialog");
  if (dialog?.open) {
    event.preventDefault();
    dialog.close();
  }
});

// a dialog shown by its address alone becomes a real one once scripts run
const named = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
if (named instanceof HTMLDialogElement) named.showModal();

function button(label, kind, value) {
  const made = document.createElement("button");
  made.className = `btn btn-${kind}`;
  made.value = value;
  made.textContent = label;
  return made;
}

function ask(words) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const form = document.createElement("form");
  form.method = "dialog";
  const title = document.createElement("h2");
  title.textContent = words.confirmTitle || "Bạn chắc chắn chứ?";
  title.id = `confirm-${Date.now()}`;
  dialog.setAttribute("aria-labelledby", title.id);
  const text = document.createElement("p");
  text.className = "dialog-body";
  text.textContent = words.confirm;
  const foot = document.createElement("div");
  foot.className = "dialog-foot";
  foot.append(button(words.confirmNo || "Không, quay lại", "quiet", ""), button(words.confirmYes || "Đồng ý", "primary", "yes"));
  form.append(title, text, foot);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
  });
}

const agreed = new WeakSet();
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const asker = event.submitter?.dataset.confirm ? event.submitter : form.dataset.confirm ? form : null;
  if (!asker || agreed.has(form)) {
    agreed.delete(form);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await ask(asker.dataset)) {
    agreed.add(form);
    form.requestSubmit(event.submitter ?? undefined);
  }
}, true);
