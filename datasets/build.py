"""Build the image sets of this folder, train and test, from their public sources, the same bytes every time."""

import argparse
import gzip
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import h5py
import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
WHEELS = ["deepforest==2.1.0", "scikit-learn==1.7.2"]
DEBIAN_PACKAGE = "dataset-fashion-mnist"
DEBIAN_FOLDER = Path("usr/share/datasets/fashion-mnist")
AERIAL_PICTURES = ["2019_YELL_2_528000_4978000_image_crop2", "2019_YELL_2_541000_4977000_image_crop"]

SEED = 1
SIDE = 32  # a tree patch is SIDE x SIDE pixels
SMALLEST_BOX = 24  # 1.5 times this is above SIDE, so no patch is ever enlarged and blurred
MARGIN = 1.5  # a patch shows the crown and some of what stands around it
TEST_SHARE = 0.25
DIGITS_TEST = 450
PULLOVER, COAT = 2, 4  # the labels of Fashion-MNIST
CHUNK_BYTES = 2**18


# Where the sources come from


def download_wheels(folder):
    """Fetch the wheels as archives to read from. Naming one platform gives everybody the same archives."""
    pip = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-deps"]
    target = ["--only-binary=:all:", "--python-version=3.11", "--platform=manylinux2014_x86_64"]
    subprocess.run([*pip, *target, f"--dest={folder}", *WHEELS], check=True)


def read_member(folder, wheel, member):
    """Return the bytes of one file inside the one wheel of that name."""
    (path,) = Path(folder).glob(f"{wheel}-*.whl")
    with zipfile.ZipFile(path) as archive:
        return archive.read(member)


def find_fashion(folder):
    """Return the folder of Fashion-MNIST's IDX files: the installed one, or the unpacked Debian package."""
    installed = "/" / DEBIAN_FOLDER
    if installed.is_dir():
        return installed
    subprocess.run(["apt-get", "--quiet=2", "download", DEBIAN_PACKAGE], cwd=folder, check=True)
    (package,) = Path(folder).glob(f"{DEBIAN_PACKAGE}_*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
    return folder / DEBIAN_FOLDER


# Trees from the air


def read_boxes(xml):
    """Return the tree boxes of an annotation as rows (left, top, right, bottom)."""
    boxes = ElementTree.fromstring(xml).iter("bndbox")
    return np.array([[int(box.find(key).text) for key in ("xmin", "ymin", "xmax", "ymax")] for box in boxes])


def tree_squares(boxes, width, top, bottom):
    """Return a square (x, y, side) around every large enough box, if it lies between the rows top and bottom."""
    squares = []
    for x0, y0, x1, y1 in boxes:
        longer = max(x1 - x0, y1 - y0)
        side = round(MARGIN * longer)
        x, y = (x0 + x1 - side) // 2, (y0 + y1 - side) // 2
        if longer >= SMALLEST_BOX and 0 <= x <= width - side and top <= y <= bottom - side:
            squares.append((x, y, side))
    return squares


def overlaps(square, boxes):
    """Tell whether a square shares a pixel with any box."""
    x, y, side = square
    x0, y0, x1, y1 = boxes.T
    return np.any((x < x1) & (x0 < x + side) & (y < y1) & (y0 < y + side))


def crowds(square, others):
    """Tell whether the centre of a square lies within half a side of the centre of another."""
    x, y, side = square
    return any(max(abs(2 * x + side - 2 * u - s), abs(2 * y + side - 2 * v - s)) < max(side, s) for u, v, s in others)


def ground_squares(trees, boxes, width, top, bottom, rng):
    """Return as many squares as there are trees, of their sides, in the same rows, that overlap no box."""
    squares = []
    for _, _, side in sorted(trees, key=lambda tree: -tree[2]):
        square = None
        while square is None:
            places = zip(rng.integers(0, width - side + 1, 200), rng.integers(top, bottom - side + 1, 200), strict=True)
            candidates = ((int(x), int(y), side) for x, y in places)
            square = next((s for s in candidates if not overlaps(s, boxes) and not crowds(s, squares)), None)
            side -= square is None  # in dense forest no gap is left for the largest squares
        squares.append(square)
    return squares


def patch(picture, square, rng):
    """Cut a square out, shrink it, and turn or flip it: else all shadows would point one way."""
    x, y, side = square
    pixels = np.asarray(picture.resize((SIDE, SIDE), Image.Resampling.BOX, (x, y, x + side, y + side)))
    pixels = np.rot90(pixels, rng.integers(4))
    return pixels[:, ::-1] if rng.integers(2) else pixels


def build_trees(wheels, rng):
    """Return the images and labels of train and test: trees, and bare ground from the same rows of each picture."""
    parts = {"train": ([], []), "test": ([], [])}
    for name in AERIAL_PICTURES:
        png, xml = (read_member(wheels, "deepforest", f"deepforest/data/{name}.{kind}") for kind in ("png", "xml"))
        picture, boxes = Image.open(io.BytesIO(png)), read_boxes(xml)
        width, height = picture.size
        cut = round((1 - TEST_SHARE) * height)
        for part, top, bottom in (("train", 0, cut), ("test", cut, height)):
            trees = tree_squares(boxes, width, top, bottom)
            ground = ground_squares(trees, boxes, width, top, bottom, rng)
            images, labels = parts[part]
            images += [patch(picture, square, rng) for square in ground + trees]
            labels += [0] * len(ground) + [1] * len(trees)
    return {part: shuffled(np.array(images), np.array(labels), rng) for part, (images, labels) in parts.items()}


def shuffled(images, labels, rng):
    """Return both in one new random order."""
    order = rng.permutation(len(labels))
    return images[order], labels[order]


# Digits, and clothes


def build_digits(wheels):
    """Return the images and labels of train and test: is the digit odd? The last rows, in their order, are test."""
    csv = gzip.decompress(read_member(wheels, "scikit_learn", "sklearn/datasets/data/digits.csv.gz"))
    table = np.loadtxt(io.BytesIO(csv), delimiter=",")
    images = np.rint(table[:, :64] * 255 / 16).reshape(-1, 8, 8, 1)  # 0..16 becomes 0..255, as in every other set
    labels = table[:, 64] % 2
    return {
        "train": (images[:-DIGITS_TEST], labels[:-DIGITS_TEST]),
        "test": (images[-DIGITS_TEST:], labels[-DIGITS_TEST:]),
    }


def read_idx(path):
    """Return the array of an IDX file of bytes: two zeros, a type, the number of axes, their lengths, the values."""
    data = gzip.decompress(path.read_bytes())
    shape = np.frombuffer(data, ">u4", count=data[3], offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)


def build_fashion(folder, per_class):
    """Return the images and labels of train and test: coats and pullovers, the first `per_class` of each."""
    parts = {}
    for part, prefix in (("train", "train"), ("test", "t10k")):
        images, labels = (read_idx(folder / f"{prefix}-{kind}-ubyte.gz") for kind in ("images-idx3", "labels-idx1"))
        kept = np.sort(np.concatenate([np.flatnonzero(labels == label)[:per_class] for label in (PULLOVER, COAT)]))
        parts[part] = images[kept][..., np.newaxis], labels[kept] == COAT
    return parts


# The files


def write_set(path, part, images, labels, classes):
    """Write one file in the classic layout, with a checksum in every chunk."""

    def add(name, values, length):
        file.create_dataset(
            name,
            data=values,
            chunks=(length, *values.shape[1:]),
            compression="gzip",
            compression_opts=9,
            fletcher32=True,
            track_times=False,
        )

    images = np.ascontiguousarray(images, dtype=np.uint8)
    with h5py.File(path, "w", libver="v110") as file:
        add(f"{part}_set_x", images, min(len(images), CHUNK_BYTES // images[0].size))  # whole images in a chunk
        add(f"{part}_set_y", np.asarray(labels, dtype=np.int64), len(labels))
        add("list_classes", np.array(classes, dtype="S"), len(classes))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (default: this one)")
    parser.add_argument("--fashion", type=Path, help="folder with Fashion-MNIST's four IDX .gz files, without Debian")
    parser.add_argument("--per-class", type=int, default=3000, help="coats and pullovers in train (6000: all)")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)

    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        download_wheels(temporary)
        fashion = arguments.fashion or find_fashion(temporary)
        sets = {
            "digits": (build_digits(temporary), [b"even", b"odd"]),
            "fashion": (build_fashion(fashion, arguments.per_class), [b"pullover", b"coat"]),
            "trees": (build_trees(temporary, np.random.default_rng(SEED)), [b"bare ground", b"tree"]),
        }

    sums = []
    for name, (parts, classes) in sets.items():
        for part, (images, labels) in parts.items():
            path = arguments.out / f"{part}_{name}.h5"
            write_set(path, part, images, labels, classes)
            sums.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
            print(f"{path.name:18} {images.shape}  {np.mean(labels):.1%} {classes[1].decode()}")
    (arguments.out / "SHA256SUMS").write_text("".join(sums))


if __name__ == "__main__":
    main()
