"""The files of a run on a Dask cluster of real processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from cleanup.core.model import FileError
from cleanup.files.discover import Source
from cleanup.run.batch import Cleaned, Job, Worker, clean_all, sampling
from cleanup.run.cluster import LOCAL, on_cluster
from cleanup.settings.config import Overrides

pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")]


class _Dying(Worker):
    """Kills its process at one of the files, the first time that anyone is at it."""

    def do(self, source: Source) -> Cleaned | FileError:
        mark = Path(source.path).with_suffix(".died")
        if source.path.endswith("3.txt") and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().do(source)

    def __reduce__(self) -> tuple[type[Worker], tuple[Job]]:
        return _Dying, (self.job,)


def test_two_processes_one_of_which_dies_give_what_one_gives(tmp_path: Path) -> None:
    texts = [f"”It is late.” He waved. ”Go home, {number}.”\n\nhe left ." for number in range(8)]
    places = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, "utf-8")
        places.append([Source(str(folder / f"{number}.txt")) for number in range(len(texts))])
    job = Job(overrides=Overrides(engine="none"), write=True)
    alone = list(clean_all(places[0], job))
    cluster = list(on_cluster(places[1], LOCAL, 2, _Dying(sampling(job, places[1]))))
    assert all(isinstance(each, Cleaned) for each in (*alone, *cluster))
    assert (tmp_path / "two" / "3.died").exists()
    for one, two in zip(*places, strict=True):
        assert Path(one.path).read_bytes() == Path(two.path).read_bytes()
