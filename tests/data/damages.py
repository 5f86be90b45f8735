"""Ways in which a file goes wrong on a disk, on its way, or by somebody who means harm: each returns it changed."""

import re

DAMAGES = {}


def damage(change):
    DAMAGES[change.__name__] = change
    return change


def piece(content, rng, most=600):
    """Return where a piece of the content begins and ends."""
    start = int(rng.integers(len(content)))
    return start, min(len(content), start + int(rng.integers(1, most)))


@damage
def one_byte(content, rng):
    content = bytearray(content)
    content[rng.integers(len(content))] ^= int(rng.integers(1, 256))
    return bytes(content)


@damage
def cut(content, rng):
    return content[: rng.integers(len(content))]


@damage
def many_bits(content, rng):
    content = bytearray(content)
    for place in rng.integers(len(content), size=rng.integers(2, 60)):
        content[place] ^= 1 << int(rng.integers(8))
    return bytes(content)


@damage
def zeros(content, rng):
    start, end = piece(content, rng)
    return content[:start] + bytes(end - start) + content[end:]


@damage
def ones(content, rng):
    start, end = piece(content, rng)
    return content[:start] + b"\xff" * (end - start) + content[end:]


@damage
def seven_bits(content, rng):
    start, end = piece(content, rng)
    return content[:start] + bytes(byte & 127 for byte in content[start:end]) + content[end:]


@damage
def repeated(content, rng):
    start, end = piece(content, rng)
    return content[:end] + content[start:]


@damage
def left_out(content, rng):
    start, end = piece(content, rng)
    return content[:start] + content[end:]


@damage
def put_in(content, rng):
    start, end = piece(content, rng, 40)
    return content[:start] + rng.bytes(end - start) + content[start:]


@damage
def exchanged(content, rng):
    """Two sectors have changed places."""
    one, other = sorted(64 * rng.choice(len(content) // 64, 2, replace=False))
    a, b = content[one : one + 64], content[other : other + 64]
    return content[:one] + b + content[one + 64 : other] + a + content[other + 64 :]


@damage
def line_ends(content, rng):
    """As a transfer of text would write it."""
    return content.replace(b"\n", b"\r\n") if rng.integers(2) else content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


@damage
def as_text(content, rng):
    return content.decode("latin-1").encode() if rng.integers(2) else content.decode(errors="replace").encode()


@damage
def with_the_end_of_another(content, rng):
    start = int(rng.integers(len(content)))
    return content[:start] + bytes(reversed(content[start:]))


@damage
def behind_other_bytes(content, rng):
    """The file itself, where HDF5 also looks for one."""
    return bytes(512 << int(rng.integers(3))) + content


def lying(content, rng):
    """Put a number of somebody's choice into what describes the arrays, and its checksum right, if it has one."""
    content = bytearray(content)
    blocks = [found.span() for found in re.finditer(rb"(OHDR|FAHD|FADB)", content)]
    if not blocks:  # the old form has no checksums
        start, end = 0, min(len(content), 5000)
    else:
        start = blocks[rng.integers(len(blocks))][0]
        end = next((end for end in range(start + 12, start + 600) if checked(content[start:end])), start + 12)
    width = int(rng.choice([1, 2, 4, 8]))
    place = int(rng.integers(start + 4, max(start + 5, end - 4 - width)))
    value = int(rng.choice([0, 1, 3, 255, 2 ** (8 * width - 1) - 1, len(content), int(rng.integers(5000))]))
    content[place : place + width] = (value % 2 ** (8 * width)).to_bytes(width, "little")
    if blocks:
        content[end - 4 : end] = lookup3(content[start : end - 4]).to_bytes(4, "little")
    return bytes(content)


def checked(block):
    return int.from_bytes(block[-4:], "little") == lookup3(block[:-4])


def lookup3(data):
    """The checksum that HDF5 puts behind what describes an array: hashlittle of Bob Jenkins."""
    most = 2**32 - 1
    words = [int.from_bytes(data[i : i + 4], "little") for i in range(0, -(-len(data) // 12) * 12, 4)]
    a = b = c = (0xDEADBEEF + len(data)) & most

    def turned(x, k):
        return (x << k | x >> 32 - k) & most

    for i in range(0, len(words), 3):
        a, b, c = (a + words[i]) & most, (b + words[i + 1]) & most, (c + words[i + 2]) & most
        for k in (4, 6, 8, 16, 19, 4) if i + 3 < len(words) else ():
            a, b, c = b, (c + b) & most, (a - c & most) ^ turned(c, k)
    for k in (14, 11, 25, 16, 4, 14, 24):
        a, b, c = b, (c ^ b) - turned(b, k) & most, a
    return b
