"""The cache keeps bytes by content and publishes a result last."""

from __future__ import annotations

from pathlib import Path

from heygen_build.store.results import ResultStore, SpeechMeta, StepResult, VideoMeta

KEY = "a" * 64


def put(store: ResultStore, tmp_path: Path, key: str = KEY, content: bytes = b"picture") -> StepResult:
    file = tmp_path / "made.mp4"
    file.write_bytes(content)
    meta = VideoMeta(remote_id="v1", seconds=2.0)
    return store.put(key, inputs={"request": {"script": "Hi"}}, files={"video": file}, meta=meta, created=1.0)


def test_what_was_put_is_found_again(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache")
    made = put(store, tmp_path)
    assert store.get(KEY) == made
    assert store.path(made.files["video"]).read_bytes() == b"picture"


def test_an_unknown_key_has_no_result(tmp_path: Path) -> None:
    assert ResultStore(tmp_path).get(KEY) is None


def test_files_are_moved_not_copied(tmp_path: Path) -> None:
    put(ResultStore(tmp_path / "cache"), tmp_path)
    assert not (tmp_path / "made.mp4").exists()


def test_equal_bytes_under_two_keys_are_stored_once(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache")
    first, second = put(store, tmp_path), put(store, tmp_path, key="b" * 64)
    assert first.files == second.files
    assert len(list((tmp_path / "cache" / "objects").rglob("*.mp4"))) == 1


def test_a_result_without_its_file_counts_as_missing(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache")
    made = put(store, tmp_path)
    store.path(made.files["video"]).unlink()
    assert store.get(KEY) is None


def test_a_truncated_file_counts_as_missing(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache")
    made = put(store, tmp_path)
    store.path(made.files["video"]).write_bytes(b"pic")
    assert store.get(KEY) is None


def test_changed_bytes_of_the_same_length_are_found_by_verifying(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache")
    made = put(store, tmp_path)
    assert store.verify(made) == ()
    store.path(made.files["video"]).write_bytes(b"PICTURE")
    assert [damage.key for damage in store.verify(made)] == [KEY]


def test_a_half_written_result_counts_as_missing(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache")
    put(store, tmp_path)
    path = next((tmp_path / "cache" / "results").rglob("*.json"))
    path.write_text(path.read_text()[:50])
    assert store.get(KEY) is None


def test_putting_twice_is_harmless(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache")
    assert put(store, tmp_path) == put(store, tmp_path)


def test_a_forgotten_result_leaves_the_bytes_to_others(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache")
    put(store, tmp_path)
    other = put(store, tmp_path, key="b" * 64)
    store.forget(KEY)
    assert store.get(KEY) is None
    assert store.get("b" * 64) == other


def test_a_result_may_have_no_files(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "cache")
    made = store.put(KEY, inputs={}, files={}, meta=SpeechMeta(seconds=1.0, words=()), created=1.0)
    assert store.get(KEY) == made


def test_the_folder_explains_itself(tmp_path: Path) -> None:
    put(ResultStore(tmp_path / "cache"), tmp_path)
    assert (tmp_path / "cache" / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert "heygen-build" in (tmp_path / "cache" / "README").read_text()
