/* Resumable upload with progress; photos are made smaller first. Without scripts the plain file input is sent
 * with its form, so the form needs enctype="multipart/form-data".
 *
 * <div data-upload data-upload-url="/…/"   address of the protocol below
 *   data-upload-max="52428800"             largest file in bytes
 *   data-upload-extra='{"criterion":"1.5"}' sent along with the start
 *   data-upload-list="#id"                 where the `html` of a finished file is added
 *   data-upload-original                   send photos as they are
 * > <input type="file"> <ul data-upload-items></ul> </div>
 *
 * 1. POST {url}            JSON {name, size, type, …extra}    → 201 {id, url, offset, chunk}
 * 2. PATCH {upload url}    body: bytes, header Upload-Offset  → 200 {offset}; 409 {offset}: go on from there
 * 3. GET {upload url}                                         → 200 {offset}; 404: start anew
 * 4. POST {upload url}                                        → 200 {file: {id, name, html?}}
 * Any 4xx may carry {message}, which is shown. `url` may be left out: it is then {url}{id}/. `chunk` is the most
 * bytes one PATCH may carry. The id is remembered on this device, so the same file picked again goes on where it
 * stopped, also after the page was closed.
 * Event on the data-upload element, bubbling: upload:done {file}.
 */

const LARGEST_SIDE = 2000;
const TRIES = 6;

class Refused extends Error {}

async function call(url, options) {
  const answer = await fetch(url, { redirect: "manual", ...options, headers: { ...window.pageHeaders(), Accept: "application/json", ...options.headers } });
  const body = await answer.json().catch(() => ({}));
  if (answer.ok || answer.status === 409) return body;
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
    throw new Refused(body.message || (answer.status === 413 ? "Tệp quá lớn" : `Máy chủ không nhận (lỗi ${answer.status})`));
  }
  if (answer.type === "opaqueredirect") throw new Refused("Hết phiên: hãy đăng nhập lại rồi chọn lại tệp");
  throw new Error(`answer ${answer.status}`);
}

async function smaller(file) {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file;
  let picture;
  try {
    // the camera's turn is applied to the pixels, since the new file carries no such note
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const ratio = Math.min(1, LARGEST_SIDE / Math.max(picture.width, picture.height));
  if (ratio === 1 && (file.type === "image/png" || file.size < 1_500_000)) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * ratio);
  canvas.height = Math.round(picture.height * ratio);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.86); });
  if (!blob || blob.size >= file.size) return file;
  const name = `${file.name.replace(/\.[^.]+$/, "")}.jpg`;
  return new File([blob], name, { type: "image/jpeg", lastModified: file.lastModified });
}

function size(bytes) {
  const mega = bytes / 1_048_576;
  const shown = mega >= 0.1 ? mega : bytes / 1024;
  return `${shown.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${mega >= 0.1 ? "MB" : "KB"}`;
}

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

class Upload {
  constructor(box, file, list) {
    this.box = box;
    this.original = file;
    this.row = document.createElement("li");
    this.row.className = "upload-item";
    const head = Object.assign(document.createElement("div"), { className: "row between" });
    this.title = Object.assign(document.createElement("b"), { textContent: file.name });
    this.title.dataset.uploadName = "";
    this.retry = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: "Thử lại", hidden: true });
    this.retry.addEventListener("click", () => this.run());
    head.append(this.title, this.retry);
    this.bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    this.bar.setAttribute("aria-label", `Tải lên ${file.name}`);
    this.note = Object.assign(document.createElement("span"), { className: "small muted" });
    this.note.dataset.uploadNote = "";
    this.row.append(head, this.bar, this.note);
    list.append(this.row);
  }

  async run() {
    this.retry.hidden = true;
    this.row.classList.remove("is-failed");
    busy.add(this);
    try {
      await this.work();
    } catch (error) {
      this.row.classList.add("is-failed");
      this.note.textContent = error instanceof Refused ? error.message : "Mất kết nối. Phần đã tải được giữ lại; bấm Thử lại để tiếp tục.";
      this.retry.hidden = false;
    }
    busy.delete(this);
  }

  async work() {
    const { uploadUrl, uploadMax, uploadOriginal, uploadList } = this.box.dataset;
    this.note.textContent = "Đang chuẩn bị…";
    this.file ??= uploadOriginal === undefined ? await smaller(this.original) : this.original;
    if (uploadMax && this.file.size > Number(uploadMax)) {
      throw new Refused(`Tệp nặng ${size(this.file.size)}, vượt mức ${size(Number(uploadMax))}`);
    }
    const memory = `upload:${uploadUrl}:${this.file.name}:${this.file.size}:${this.file.lastModified}`;
    const begun = await this.begin(uploadUrl, memory);
    let offset = begun.offset;
    while (offset < this.file.size) {
      offset = await this.piece(begun, offset);
      this.bar.value = offset / this.file.size;
      this.note.textContent = `${Math.round((100 * offset) / this.file.size)} % của ${size(this.file.size)}${this.saved()}`;
    }
    const { file } = await this.patiently(() => call(begun.url, { method: "POST" }));
    localStorage.removeItem(memory);
    this.bar.hidden = true;
    this.note.textContent = `Đã tải lên ${size(this.file.size)}${this.saved()}`;
    const list = uploadList && document.querySelector(uploadList);
    if (list && file?.html) {
      list.insertAdjacentHTML("beforeend", file.html);
      window.htmx?.process(list);
      this.row.remove();
    }
    this.box.dispatchEvent(new CustomEvent("upload:done", { bubbles: true, detail: { file } }));
  }

  saved() {
    return this.file.size < this.original.size ? ` (ảnh gốc ${size(this.original.size)})` : "";
  }

  async begin(url, memory) {
    const known = JSON.parse(localStorage.getItem(memory) ?? "null");
    if (known) {
      try {
        return { ...known, ...(await call(known.url, { method: "GET" })), url: known.url, chunk: known.chunk };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        localStorage.removeItem(memory);
      }
    }
    const { name, size: bytes, type } = this.file;
    const extra = JSON.parse(this.box.dataset.uploadExtra || "{}");
    const body = JSON.stringify({ ...extra, name, size: bytes, type });
    const begun = await this.patiently(() => call(url, { method: "POST", body, headers: { "Content-Type": "application/json" } }));
    begun.url ??= `${url}${begun.id}/`;
    begun.chunk ??= 1_048_576;
    localStorage.setItem(memory, JSON.stringify({ url: begun.url, chunk: begun.chunk }));
    return { offset: 0, ...begun };
  }

  piece(begun, offset) {
    return this.patiently(async () => {
      const body = this.file.slice(offset, offset + begun.chunk);
      const headers = { "Upload-Offset": String(offset), "Content-Type": "application/octet-stream" };
      return (await call(begun.url, { method: "PATCH", body, headers })).offset;
    });
  }

  async patiently(act) {
    for (let i = 1; ; i += 1) {
      try {
        return await act();
      } catch (error) {
        if (error instanceof Refused || i === TRIES) throw error;
        this.note.textContent = "Mạng yếu, đang thử lại…";
        await pause(Math.min(30, 2 ** i) * 500);
      }
    }
  }
}

const busy = new Set();
let queue = Promise.resolve();

function take(box, files) {
  const list = box.querySelector("[data-upload-items]");
  for (const file of files) {
    const one = new Upload(box, file, list);
    // one after another: two uploads at once only slow each other on a weak line
    queue = queue.then(() => one.run());
  }
}

document.addEventListener("change", (event) => {
  const box = event.target.type === "file" && event.target.closest("[data-upload]");
  if (!box) return;
  const files = [...event.target.files];
  event.target.value = "";
  take(box, files);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const box = event.target.closest?.("[data-upload]");
    if (!box) return;
    event.preventDefault();
    box.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") take(box, [...event.dataTransfer.files]);
  });
}

window.addEventListener("beforeunload", (event) => {
  if (busy.size) event.preventDefault();
});
