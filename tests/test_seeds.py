"""The seeds are the sample corpus, byte for byte; everything measured on them depends on that."""

from __future__ import annotations

import hashlib

import pytest

from tests.conftest import SEEDS

CHECKSUMS = {
    "000_b756cdfa15a2d7d9.txt": "1513fbdc43d95bb860cd8758167b95d51827c626af7efcfac685140f6ada031c",
    "001_24de86d139aaadbd.txt": "f68621c6388068b74d2794192c2fd01cdc3918853f0e1da6af35123815e724fc",
    "002_e24faed82d9ddb80.txt": "051528b4a7c56cb884c9a999eaf6656c2858af18ef7a6963913a0b3229aaa13d",
    "003_eddac1092f7275fe.txt": "fcbce6b2c6838e750d83f5f812c40b3e5f1ac6d256ce4c28db1e0067198fca10",
    "004_7249c5024e0c0fdf.txt": "e744500c445a021e20c948f59ce73b6912080767fbf4ce81a60bdc6544cd53b7",
}


def test_the_seeds_are_five_files():
    assert sorted(path.name for path in SEEDS.iterdir()) == sorted(CHECKSUMS)


@pytest.mark.parametrize(("name", "checksum"), CHECKSUMS.items())
def test_a_seed_is_unchanged(name, checksum):
    assert hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() == checksum
