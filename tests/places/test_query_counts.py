"""Lists of places cost one query, however long they are."""

import pytest

from ocop.places import queries
from tests.factories.places import make_commune, make_province


@pytest.mark.parametrize("size", [1, 3])
def test_reading_takes_one_query_however_long_the_list(db, django_assert_num_queries, size):
    province = make_province()
    for index in range(size):
        make_commune(f"Đồng {index}", province=province)
    with django_assert_num_queries(1):
        assert len([unit.address for unit in queries.search_units("đồng")]) == size
    with django_assert_num_queries(1):
        assert len([unit.address for unit in queries.communes_of(province)]) == size
    with django_assert_num_queries(1):
        assert queries.unit_by_id(province.pk).address == "tỉnh Ninh Bình"
