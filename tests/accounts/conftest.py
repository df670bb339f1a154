"""One commune with its officer, its producer and the province's people; a neighbour commune beside it."""

from types import SimpleNamespace

import pytest

from tests.factories.accounts import make_user
from tests.factories.parties import make_producer
from tests.factories.places import make_commune, make_province


@pytest.fixture
def town(db):
    """People of one province: `admin`, and per commune `here` and `there` an officer, a producer and its person."""
    province = make_province()
    far = make_province("Thanh Hóa", code="38")
    here, there = make_commune("Yên Khánh"), make_commune("Kim Sơn")
    sen, coi = make_producer(commune=here), make_producer("Hợp tác xã Cói Xanh", commune=there)
    return SimpleNamespace(
        province=province,
        far=far,
        here=here,
        there=there,
        sen=sen,
        coi=coi,
        admin=make_user("Quản Trị", roles=[("administrator", "province", province.pk)]),
        far_admin=make_user("Quản Trị Xa", roles=[("administrator", "province", far.pk)]),
        auditor=make_user("Kiểm Toán", roles=[("auditor", "province", province.pk)]),
        office=make_user("Văn Phòng", roles=[("provincial_office", "province", province.pk)]),
        officer=make_user("Công Chức Đây", roles=[("commune_officer", "commune", here.pk)], province=province),
        neighbour=make_user("Công Chức Kia", roles=[("commune_officer", "commune", there.pk)], province=province),
        person=make_user("Chủ Sen", roles=[("producer", "producer", sen.pk)], province=province),
        other=make_user("Chủ Cói", roles=[("producer", "producer", coi.pk)], province=province),
        stranger=make_user("Người Lạ", province=province),
    )
