"""The bench: its tracker is sound and like a real one, and it sees what is wrong."""

from pathlib import Path

import pytest
from generating.tracker import write_tracker
from measuring import left
from measuring.bench import MARK, Bench
from measuring.cost import Cost, WrongResultError, run_python
from measuring.fitting import exponent, late_exponent
from measuring.report import markdown
from measuring.scenarios import Result

SIZE = 30


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return a small generated tracker."""
    made = Bench(tmp_path_factory.mktemp("bench") / "tracker", SIZE)
    made.generate()
    return made


def files(root: Path) -> dict[str, bytes]:
    """Return the files of a tracker, without those of git."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("commitments", "docs", "seeds")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


def test_the_tracker_is_sound_and_has_all_records(bench: Bench) -> None:
    """Not a warning, and exactly as many records as asked for."""
    assert bench.check().cpu > 0


def test_the_same_size_gives_the_same_files(bench: Bench, tmp_path: Path) -> None:
    """Figures of two days can be compared."""
    write_tracker(tmp_path, SIZE)
    assert files(tmp_path) == files(bench.root)


def test_a_thousand_records_stand_among_as_much_as_real_ones(tmp_path: Path) -> None:
    """Three sources for two records, a series for five, few large agreements and many short."""
    write_tracker(tmp_path, 1000)
    folder = tmp_path / "commitments"
    count = {kind: len(list((folder / kind).iterdir())) for kind in ("sources", "series")}
    assert count == {"sources": 1542, "series": 200}
    sizes = sorted(len(list(path.glob("group-*.yaml"))) for path in folder.glob("*-200*"))
    assert sizes == [10] * 40 + [300] * 2
    records = [path.stat().st_size for path in folder.glob("*/group-*.yaml")]
    assert 2500 < sum(records) / len(records) < 3500


def test_an_edit_is_told_by_diff(bench: Bench) -> None:
    """Git is the real one; the word that the bench looks for comes with the edit."""
    assert MARK not in run_python(bench.root, "-m", "pledgetrack", "diff", "HEAD")[1]
    bench.edit()
    assert bench.diff().memory > 0


@pytest.mark.sphinx
def test_a_site_that_is_not_whole_is_seen(bench: Bench) -> None:
    """All kinds of pages are asked for, the search and the data as well."""
    bench.sphinx("html")
    left.site_is_whole(bench)
    for lost in ("commitments/parties/south.html", "commitments/anchor-2001/text.html"):
        page = bench.root / "html" / lost
        kept = page.read_bytes()
        page.unlink()
        with pytest.raises(WrongResultError, match="missing"):
            left.site_is_whole(bench)
        page.write_bytes(kept)
    bench.before = bench.digests("html")
    (bench.root / "html" / "index.html").write_text("")
    with pytest.raises(WrongResultError, match="changed"):
        left.site_is_the_same(bench)


def test_the_exponent_is_that_of_a_power() -> None:
    """Costs that follow a power law give its exponent; a fixed cost lowers the fit over all."""
    square = {size: 3e-6 * size**2 for size in (100, 1000, 5000)}
    assert exponent(square) == pytest.approx(2)
    fixed = {size: 0.5 + cost for size, cost in square.items()}
    assert exponent(fixed) < late_exponent(fixed) < 2
    assert late_exponent(square) == pytest.approx(2)


def test_growth_above_the_bar_is_said() -> None:
    """Each scenario has a row with both exponents, and whether they are low enough."""
    results = [
        Result(name, size, Cost(cost(size), 1.0, 50.0), 1_500_000)
        for name, cost in {"check": lambda n: n / 1000, "slow": lambda n: n**2 / 1e6}.items()
        for size in (100, 1000, 5000)
    ]
    table = markdown(results, "0.1, 0.1, 0.1")
    assert "| check | 1.00 | 1.00 | yes |" in table
    assert "| slow | 2.00 | 2.00 | no |" in table
    assert "| check | 1,000 | 1.00 | 1.00 | 50 | 1.5 | 0.75 | 133% |" in table
    assert "load of the machine at the beginning 0.1, 0.1, 0.1." in table
