"""How far a batch is, where there is no terminal: a line now and then, with the time left."""

from __future__ import annotations

import pytest

from handouts.cli.progress import Lines


def test_a_line_now_and_then_says_how_long_it_takes(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter([0.0, 10.0, 31.0, 40.0, 62.0, 110.0, 115.0])
    lines = Lines(lambda: next(seconds))
    for done in (200, 210, 250, 255, 300, 980, 1_000):  # 200 were there before
        lines(done, 1_000)
    assert capsys.readouterr().err.splitlines() == [
        "250 of 1,000 packets, about 8 minutes left",
        "300 of 1,000 packets, about 7 minutes left",
        "980 of 1,000 packets, less than a minute left",
    ]


def test_one_minute_is_one_minute(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter([0.0, 60.0])
    lines = Lines(lambda: next(seconds))
    lines(0, 1_200)
    lines(600, 1_200)
    assert capsys.readouterr().err == "600 of 1,200 packets, about 1 minute left\n"
