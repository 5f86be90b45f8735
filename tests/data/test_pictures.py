"""A learner's own picture: any ordinary one is taken, any other is named."""

import struct
import zlib

import numpy as np
import pytest
from often import often
from PIL import Image

import dlhelpers as dl


@pytest.fixture
def noise():
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8))


@pytest.mark.parametrize(("mode", "suffix"), [("RGB", "jpg"), ("L", "png"), ("RGBA", "png"), ("P", "png")])
def test_a_picture_of_any_mode_becomes_its_middle_square_in_rgb(tmp_path, monkeypatch, mode, suffix):
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    picture = Image.new("RGB", (90, 30), "black")
    picture.paste("white", (30, 0, 60, 30))
    picture.convert(mode).save(tmp_path / f"own.{suffix}")
    for path in (tmp_path / f"own.{suffix}", f"~/own.{suffix}"):
        images = dl.load_picture(path, 16)
        assert images.shape == (1, 16, 16, 3) and images.dtype == np.uint8
        assert images.mean() > 240


def test_what_is_no_picture_is_answered_by_name(tmp_path):
    (tmp_path / "notes.png").write_text("no picture")
    with pytest.raises(ValueError, match="notes.png is not a picture"):
        dl.load_picture(tmp_path / "notes.png", 16)
    with pytest.raises(FileNotFoundError, match="no picture 'gone.png'"):
        dl.load_picture("gone.png", 16)


def test_what_is_transparent_shows_white(tmp_path):
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(tmp_path / "all.png")
    Image.new("RGB", (30, 30), "blue").save(tmp_path / "blue.png", transparency=(0, 0, 255))
    assert (dl.load_picture(tmp_path / "all.png", 8) == 255).all()
    assert (dl.load_picture(tmp_path / "blue.png", 8) == 255).all()


def test_an_animation_gives_its_first_frame(tmp_path):
    frames = [Image.new("L", (20, 20), grey) for grey in (50, 100, 200)]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    assert (dl.load_picture(tmp_path / "moving.gif", 8) == 50).all()


@pytest.mark.parametrize("suffix", ["jpg", "png"])
@often(50, 1000)
def test_a_damaged_picture_is_read_or_named(tmp_path, noise, suffix, times):
    path, rng = tmp_path / f"own.{suffix}", np.random.default_rng(times)
    noise.save(path)
    content, refused = path.read_bytes(), 0
    for i in range(times):
        changed = bytearray(content if i % 2 else content[: rng.integers(len(content) - 20)])
        for place in rng.integers(len(changed), size=i % 2) if changed else ():
            changed[place] ^= rng.integers(1, 256)
        path.write_bytes(changed)
        try:
            assert dl.load_picture(path, 8).shape == (1, 8, 8, 3)
        except ValueError as error:
            refused += 1
            assert str(error).startswith(path.name) and len(str(error)) <= 120
        else:
            assert i % 2, "a cut picture was taken for whole"
    assert refused >= times / 2


def black(width, height):
    """The bytes of a black PNG, much smaller than its pixels."""
    packer, row = zlib.compressobj(9), bytes(1 + width // 8)
    packed = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", packed), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_picture_that_would_fill_the_memory_is_named(tmp_path):
    for side, words in ((8000, "has 8000 x 8000 pixels; make it smaller"), (24000, "has far too many pixels")):
        (tmp_path / "bomb.png").write_bytes(black(side, side))
        with pytest.raises(ValueError, match=f"^bomb.png {words}.* than 50 megapixels first"):
            dl.load_picture(tmp_path / "bomb.png", 16)


def test_other_formats_and_sixteen_bits_are_named(tmp_path, noise):
    noise.save(tmp_path / "own.eps")
    with pytest.raises(ValueError, match="own.eps is a EPS file; save it as JPEG or PNG"):
        dl.load_picture(tmp_path / "own.eps", 16)
    Image.fromarray(np.arange(1200, dtype=np.uint16).reshape(40, 30)).save(tmp_path / "x-ray.png")
    with pytest.raises(ValueError, match="x-ray.png has more than 256 steps from black to white"):
        dl.load_picture(tmp_path / "x-ray.png", 16)


def test_wrong_arguments_are_named(tmp_path, noise):
    noise.save(tmp_path / "own.png")
    with pytest.raises(ValueError, match="side is 0; it must be a whole number from 1 to 4096"):
        dl.load_picture(tmp_path / "own.png", 0)
    with pytest.raises(ValueError, match="path is None; it must name a picture"):
        dl.load_picture(None, 16)
    with pytest.raises(FileNotFoundError, match="no picture"):
        dl.load_picture(tmp_path, 16)
