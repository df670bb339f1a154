"""What production may not start with, each fault with the way to mend it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from ocop.accounts.queries.people import has_sample_accounts

NETWORK_DISKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph", "afs", "lustre"}


def refuse_unsafe_start() -> None:
    """Stop the process with every fault, where the installation says that it is production."""
    if not settings.PRODUCTION:
        return
    found = [*setting_faults(settings), *database_faults(settings.DATABASES["default"]), *account_faults()]
    if found:
        raise SystemExit("Không thể khởi động:\n" + "\n".join(f"- {fault}" for fault in found))


def setting_faults(chosen: Any) -> list[str]:
    """Faults in the settings themselves."""
    found = []
    if chosen.SECRET_KEY == chosen.DEFAULT_SECRET_KEY or len(chosen.SECRET_KEY) < 40:
        found.append(
            "SECRET_KEY là khóa mặc định hoặc quá ngắn: đặt biến SECRET_KEY bằng một chuỗi ngẫu nhiên từ 40 ký tự."
        )
    if chosen.DEBUG:
        found.append("DEBUG đang bật: bỏ biến DEBUG hoặc đặt DEBUG=false.")
    if chosen.DEMO:
        found.append("Bản trình diễn đang bật: bỏ biến OCOP_DEMO hoặc đặt OCOP_DEMO=false.")
    if not chosen.MFA_REQUIRED:
        found.append("Xác thực hai bước đang tắt: bỏ biến OCOP_MFA_REQUIRED hoặc đặt OCOP_MFA_REQUIRED=true.")
    if not chosen.CODE_SIGNING_KEY:
        found.append(
            "Chưa có khóa ký mã chứng nhận: đặt OCOP_CODE_SIGNING_KEY (lệnh `manage.py make_code_key` tạo khóa)."
        )
    if not chosen.ALLOWED_HOSTS or "*" in chosen.ALLOWED_HOSTS:
        found.append("ALLOWED_HOSTS trống hoặc là “*”: ghi tên miền của hệ thống.")
    return found


def database_faults(database: dict[str, Any]) -> list[str]:
    """SQLite on a disk that other machines share loses locks, and with them data."""
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    kind = disk_kind(Path(str(database["NAME"])))
    if kind in NETWORK_DISKS:
        return [f"SQLite nằm trên ổ đĩa mạng ({kind}): đặt DATABASE_URL tới PostgreSQL hoặc một ổ đĩa của máy này."]
    return []


def disk_kind(path: Path, mounts: str | None = None) -> str:
    """The file system that holds `path`, from the table of mounts ("" where unknown)."""
    table = mounts if mounts is not None else _read_mounts()
    best, kind = "", ""
    for line in table.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind


def account_faults() -> list[str]:
    """Demo accounts have passwords that everybody knows."""
    try:
        found = has_sample_accounts()
    except DatabaseError:
        return ["Cơ sở dữ liệu chưa sẵn sàng: chạy `manage.py migrate` trước khi khởi động."]
    return ["Còn tài khoản mẫu đang hoạt động: dùng một cơ sở dữ liệu mới, không nạp tỉnh mẫu."] if found else []


def _read_mounts() -> str:
    table = Path("/proc/mounts")
    return table.read_text() if table.exists() else ""
