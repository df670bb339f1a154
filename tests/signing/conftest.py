"""Keys on the server's disk, trust in the tests' own root, and a leader with an office."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from ocop.signing.actions.papers import open_paper
from ocop.signing.actions.profiles import add_profile
from ocop.signing.spec import Secret
from tests.factories.documents import make_stored_file
from tests.factories.places import make_commune, make_province
from tests.factories.recognition import leader_of, office_of
from tests.factories.signing import PASSWORD, make_leaf, make_root, seal_png, signature_png, trust


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> SimpleNamespace:
    """Empty folders of keys and trust; the root of the tests is trusted."""
    settings.SIGNING_KEYS_DIR = str(tmp_path / "keys")
    settings.SIGNING_TRUST_DIR = str(trust(tmp_path / "trust"))
    (tmp_path / "keys").mkdir()
    return SimpleNamespace(keys=tmp_path / "keys", trust=tmp_path / "trust")


@pytest.fixture
def ground(db, folders) -> SimpleNamespace:
    """A province whose leader and agency have declared their certificates, and a paper to sign."""
    province = make_province()
    leader, office = leader_of(province), office_of(province)
    (folders.keys / "lanh-dao.p12").write_bytes(make_leaf(str(leader)).p12(make_root()))
    (folders.keys / "co-quan.p12").write_bytes(make_leaf("UBND tỉnh (mẫu)", number=2).p12(make_root()))
    common = {"province": province, "provider": "pkcs12", "secret": Secret(PASSWORD)}
    personal = add_profile(by=leader, kind="personal", reference="lanh-dao.p12", image=signature_png(), **common)
    agency = add_profile(by=office, kind="agency", reference="co-quan.p12", image=seal_png(), **common)

    def paper(title: str = "Quyết định (mẫu)", **more):
        return open_paper(by=office, file=make_stored_file(), province=province, title=title, **more)

    commune, other = make_commune(province=province), make_commune("Yên Mô", province=province)
    return SimpleNamespace(
        commune=commune,
        other_commune=other,
        province=province,
        leader=leader,
        office=office,
        personal=personal,
        agency=agency,
        paper=paper,
    )
