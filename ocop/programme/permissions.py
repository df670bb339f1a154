"""Who draws up and who reads the yearly reports: the office of the body writes; the province reads its districts'."""

from ocop.accounts.permissions import Permission
from ocop.programme.queries.reports import READERS, WRITERS

TABLE = (
    Permission("programme.view_report", "Xem báo cáo năm", READERS, district=True, oversees=True),
    Permission("programme.write_report", "Lập, sửa báo cáo năm", WRITERS, district=True),
)
