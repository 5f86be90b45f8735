"""Draw the pictures of the lessons: `python images/draw.py` writes every SVG beside this file."""

from itertools import pairwise
from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path as Outline

import dlhelpers as dl

HERE = Path(__file__).parent
WIDTH = 900  # one unit is one pixel when a picture is shown 900 wide; y grows downwards

# Okabe-Ito hues as (line, fill, dark fill, text): text is darker than its line so that it stays legible.
FORWARD = "#0072B2", "#DCEBF5", "#8FC1E0", "#005A8E"  # what flows forward
BACKWARD = "#D55E00", "#FBE6D8", "#F2AE80", "#A34700"  # what flows back
KEPT = "#009E73", "#D9F0E8", "#84CDB5", "#006B4E"  # parameters and caches
GREY = "#8A8A8A", "#F0F0EC", "#D0D0CC", "#4D4D4D"
CARD, INK = "#FDFDFB", "#222222"


def canvas(height):
    """Return Axes that cover a transparent figure, with the card every picture sits on."""
    figure = plt.figure(figsize=(WIDTH / 72, height / 72))
    figure.patch.set_alpha(0)
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
    ax.axis("off")
    box(ax, 4, 4, WIDTH - 8, height - 8, GREY, radius=14, fill=CARD, line="#C9C9C4", lw=1.2)
    return ax


def save(ax, name, title):
    """Write the picture; without a date and with a fixed salt the same code gives the same bytes."""
    ax.figure.savefig(HERE / f"{name}.svg", metadata={"Title": title, "Date": None, "Creator": None})
    plt.close(ax.figure)


def note(ax, x, y, text, hue=None, size=18, ha="center", **style):
    """Write text whose capitals are centred on height y."""
    colour = hue[3] if hue else INK
    ax.text(x, y + 0.36 * size, text, size=size, ha=ha, va="baseline", color=colour, **style)


def box(ax, x, y, w, h, hue, text="", size=18, radius=7, fill=None, line=None, lw=1.6):
    """Draw a rounded box with its text in the middle."""
    style = f"round,pad=0,rounding_size={radius}"
    fill, line = fill or hue[1], line or hue[0]
    ax.add_patch(FancyBboxPatch((x, y), w, h, boxstyle=style, fc=fill, ec=line, lw=lw, clip_on=False))
    note(ax, x + w / 2, y + h / 2, text, hue, size)


def arrow(ax, *points, hue=GREY, radius=10, lw=2.0):
    """Draw an arrow through the points, with rounded corners; its tip touches the last one."""
    outline, codes = [points[0]], [Outline.MOVETO]
    for before, corner, after in zip(points[:-2], points[1:-1], points[2:], strict=True):
        outline += [towards(corner, before, radius), corner, towards(corner, after, radius)]
        codes += [Outline.LINETO, Outline.CURVE3, Outline.CURVE3]
    tip = points[-1]
    neck = towards(tip, points[-2], 3.5 * lw)
    path = Outline([*outline, neck], [*codes, Outline.LINETO])
    ax.add_patch(PathPatch(path, fc="none", ec=hue[0], lw=lw, capstyle="butt", clip_on=False))
    size = f"head_length={5 * lw},head_width={4.5 * lw},tail_width=.1"
    head = FancyArrowPatch(
        towards(tip, points[-2], 5 * lw),
        tip,
        arrowstyle=f"simple,{size}",
        mutation_scale=1,
        shrinkA=0,
        shrinkB=0,
        fc=hue[0],
        ec="none",
        clip_on=False,
    )
    ax.add_patch(head)


def towards(start, end, distance):
    """Return the point `distance` away from start on the way to end."""
    (x, y), (u, v) = start, end
    length = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
    return x + (u - x) * distance / length, y + (v - y) * distance / length


def matrix(ax, x, y, rows, columns, unit, hue, dark_column=None):
    """Draw a matrix as a grid of cells, its left edge at x and its middle at height y."""
    w, h, top = columns * unit, rows * unit, y - rows * unit / 2
    ax.add_patch(Rectangle((x, top), w, h, fc=hue[1], ec="none", clip_on=False))
    if dark_column is not None:
        ax.add_patch(Rectangle((x + dark_column * unit, top), unit, h, fc=hue[2], ec="none", clip_on=False))
    segments = [((x + c * unit, top), (x + c * unit, top + h)) for c in range(1, columns)]
    segments += [((x, top + r * unit), (x + w, top + r * unit)) for r in range(1, rows)]
    strokes(ax, segments, color="white", lw=1.0)
    ax.add_patch(Rectangle((x, top), w, h, fc="none", ec=hue[0], lw=1.6, clip_on=False))


def strokes(ax, segments, color, lw, alpha=1):
    """Draw many straight lines as one path."""
    if segments:
        path = Outline([p for s in segments for p in s], [Outline.MOVETO, Outline.LINETO] * len(segments))
        ax.add_patch(PathPatch(path, fc="none", ec=color, lw=lw, alpha=alpha, clip_on=False))


def term(ax, x, y, symbol, shape, rows, columns, unit, hue, drop, dark_column=None):
    """Draw one term of an equation in three lines: symbol at y, matrix at y + drop[0], shape at y + drop[1]."""
    middle = x + columns * unit / 2
    note(ax, middle, y, f"${symbol}$", hue, size=22)
    matrix(ax, x, y + drop[0], rows, columns, unit, hue, dark_column)
    note(ax, middle, y + drop[1], f"$({shape})$", GREY, size=16.5)


def operator(ax, x, y, sign, drop):
    """Write an operator between two symbols and again between their matrices."""
    for height in (y, y + drop[0] - 2):
        note(ax, x, height, sign, GREY, size=22)


def forward_backward():
    """One training step: forward leaves behind what backward needs."""
    ax = canvas(436)
    layers = [(112, "1", "0", "RELU"), (326, "2", "1", "RELU"), (610, "L", "L{-}1", "SIGMOID")]
    w, fore, kept, back, update = 170, 90, 178, 266, 382

    for y, lane, hue in [(36, "forward", FORWARD), (kept, "caches", KEPT), (224, "backward", BACKWARD)]:
        note(ax, 20, y, lane, hue, size=14, ha="left", weight="bold")

    for x, l, previous, activation in layers:
        middle = x + w / 2
        box(ax, x - 9, 20, w + 18, 382, GREY, radius=10, line="none")
        note(ax, middle, 38, f"layer ${l}$" if l == "L" else f"layer {l}", GREY, size=15)
        box(ax, x, fore - 26, w, 52, FORWARD, f"LINEAR $\\rightarrow$ {activation}", size=14.5)
        cache = f"$(A_{{{previous}}}, W_{{{l}}}, b_{{{l}}}),\\ Z_{{{l}}}$"
        box(ax, x, kept - 18, w, 36, KEPT, cache, size=16, radius=18)
        box(ax, x, back - 26, w, 52, BACKWARD, f"LINEAR $\\leftarrow$ {activation}", size=14.5)
        arrow(ax, (middle, fore + 26), (middle, kept - 18), hue=KEPT)
        arrow(ax, (middle, kept + 18), (middle, back - 26), hue=KEPT)
        arrow(ax, (middle, back + 26), (middle, update - 24), hue=BACKWARD)
        note(ax, middle + 10, 325, f"$dW_{{{l}}}, db_{{{l}}}$", BACKWARD, size=16.5, ha="left")

    box(ax, 20, fore - 26, 58, 52, FORWARD)
    note(ax, 49, fore - 11, "$X$", FORWARD, size=19)
    note(ax, 49, fore + 12, "$=A_{0}$", FORWARD, size=16)
    box(ax, 822, fore - 26, 58, 52, BACKWARD, fill="white", line=INK)
    note(ax, 851, fore - 11, "cost", size=14)
    note(ax, 851, fore + 11, "$J$", size=19)
    note(ax, 851, 32, "$Y$", FORWARD, size=19)
    arrow(ax, (851, 44), (851, fore - 26), hue=FORWARD)
    box(ax, 822, back - 26, 58, 52, BACKWARD, "$dA_{L}$")
    box(ax, 20, back - 26, 58, 52, BACKWARD, "$dA_{0}$")
    arrow(ax, (851, fore + 26), (851, back - 26), hue=BACKWARD)

    for y in (fore, kept, back):
        note(ax, 553, y, r"$\cdots$", GREY, size=22)
    for start, end in [(78, 112), (282, 326), (496, 536), (570, 610), (780, 822)]:
        arrow(ax, (start, fore), (end, fore), hue=FORWARD)
        arrow(ax, (end, back), (start, back), hue=BACKWARD)
    for x, l in [(304, "1"), (518, "2"), (580, "L{-}1")]:
        note(ax, x, fore - 17, f"$A_{{{l}}}$", FORWARD, size=16)
        note(ax, x, back - 17, f"$dA_{{{l}}}$", BACKWARD, size=16)
    note(ax, 801, fore - 17, "$A_{L}$", FORWARD, size=16)
    box(ax, 103, update - 24, 686, 48, KEPT)
    rule = r"$W_{l} \leftarrow W_{l} - \alpha\,dW_{l}$        $b_{l} \leftarrow b_{l} - \alpha\,db_{l}$"
    note(ax, 126, update, "update", KEPT, size=15.5, ha="left", weight="bold")
    note(ax, 500, update, rule, KEPT, size=18)
    save(ax, "forward_backward", "One training step: forward, caches, backward, update")


def L_model_forward():
    """The equations of the forward pass, with every matrix drawn to its shape."""
    ax = canvas(550)
    unit, m, example = 18, 8, 2

    def layer(y, l, previous, n, n_prev, rows, rows_prev, activation, drop):
        def draw(x, symbol, shape, rows, columns, hue, dark=None):
            term(ax, x, y, symbol, shape, rows, columns, unit, hue, drop, dark)

        draw(36, f"Z_{{{l}}}", f"{n}, m", rows, m, FORWARD, example)
        operator(ax, 203, y, "$=$", drop)
        draw(271 - rows_prev * unit / 2, f"W_{{{l}}}", f"{n}, {n_prev}", rows, rows_prev, KEPT)
        draw(346, f"A_{{{previous}}}", f"{n_prev}, m", rows_prev, m, FORWARD, example)
        operator(ax, 516, y, "$+$", drop)
        draw(550, f"b_{{{l}}}", f"{n}, 1", rows, 1, KEPT)
        arrow(ax, (606, y + drop[0]), (694, y + drop[0]), hue=FORWARD)
        note(ax, 648, y + drop[0] - 15, activation, FORWARD, size=15)
        draw(716, f"A_{{{l}}} = g_{{{l}}}(Z_{{{l}}})", f"{n}, m", rows, m, FORWARD, example)

    note(ax, 36, 36, r"for  $l = 1, \ldots, L-1$", GREY, size=16, ha="left")
    layer(74, "l", "l{-}1", "n_l", "n_{l{-}1}", rows=3, rows_prev=5, activation="relu", drop=(76, 142))
    bracket = [(288, 228), (288, 235), (400, 235), (400, 228)]
    strokes(ax, list(pairwise(bracket)), color=GREY[0], lw=1.4)
    note(ax, 344, 247, "must be equal", GREY, size=12.5)
    note(ax, 559, 254, "added to\nevery column", GREY, size=12.5, linespacing=1.15)
    note(ax, 788, 254, "dark column:\none example", GREY, size=12.5, linespacing=1.15)

    strokes(ax, [((36, 282), (864, 282)), ((36, 460), (864, 460))], color="#D8D8D4", lw=1.2)
    note(ax, 36, 306, "for  $l = L$", GREY, size=16, ha="left")
    layer(338, "L", "L{-}1", "1", "n_{L{-}1}", rows=1, rows_prev=3, activation="sigmoid", drop=(54, 100))

    note(ax, 36, 504, "cost", GREY, size=16, ha="left")
    cost = r"J = -\dfrac{1}{m}\,\sum_{i=1}^{m}\,\left(\,y_i\,\ln a_i + (1 - y_i)\,\ln(1 - a_i)\,\right)"
    note(ax, 384, 504, f"${cost}$", size=20)
    note(ax, 864, 504, "$y_i, a_i$: column $i$ of $Y, A_{L}$", GREY, size=16, ha="right")
    save(ax, "L_model_forward", "The equations of the forward pass, with the shape of every matrix")


def L_model_backward():
    """The equations of the backward pass, with every matrix drawn to its shape."""
    ax = canvas(584)
    unit, n, n_prev, m, example = 13, 3, 5, 8, 2

    def draw(x, y, symbol, shape, rows, columns, hue, drop, dark=None):
        term(ax, x, y, symbol, shape, rows, columns, unit, hue, drop, dark)

    note(ax, 36, 62, "start", GREY, size=16, ha="left")
    start = r"dA_{L} = -\left(\,\dfrac{Y}{A_{L}} - \dfrac{1 - Y}{1 - A_{L}}\,\right)"
    note(ax, 262, 62, f"${start}$", BACKWARD, size=20)
    matrix(ax, 460, 56, 1, m, unit, BACKWARD, example)
    note(ax, 512, 82, "$(1, m)$", GREY, size=16.5)
    matrix(ax, 640, 41, 1, 1, unit, BACKWARD)
    note(ax, 664, 41, "gradients, flowing back", BACKWARD, size=13, ha="left")
    matrix(ax, 640, 64, 1, 1, unit, KEPT)
    note(ax, 664, 64, "from the cache of layer $l$", KEPT, size=13, ha="left")
    matrix(ax, 640, 87, 1, 1, unit, BACKWARD, 0)
    note(ax, 664, 87, "dark column: one example", GREY, size=13, ha="left")

    strokes(ax, [((36, 116), (864, 116)), ((446, 160), (446, 556)), ((36, 374), (864, 374))], color="#D8D8D4", lw=1.2)
    note(ax, 36, 138, r"then for  $l = L, \ldots, 1$", GREY, size=16, ha="left")

    y, drop = 204, (54, 98)
    note(ax, 36, 170, "1  back through the activation", size=14, ha="left")
    draw(36, y, "dZ_{l}", "n_l, m", n, m, BACKWARD, drop, example)
    operator(ax, 161, y, "$=$", drop)
    draw(182, y, "dA_{l}", "n_l, m", n, m, BACKWARD, drop, example)
    operator(ax, 306, y, r"$\ast$", drop)
    draw(326, y, "g_l\\prime(Z_l)", "n_l, m", n, m, KEPT, drop, example)
    note(ax, 430, 330, r"relu:  $g\prime(Z)$ is $1$ where $Z > 0$, else $0$", KEPT, size=14.5, ha="right")
    note(ax, 430, 352, r"sigmoid:  $g\prime(Z) = g(Z) \ast (1 - g(Z))$", KEPT, size=14.5, ha="right")

    y, drop = 204, (82, 150)
    note(ax, 468, 170, "2  to the weights: the product sums over the examples", size=14, ha="left")
    draw(486, y, "dW_{l}", "n_l, n_{l{-}1}", n, n_prev, BACKWARD, drop)
    operator(ax, 581, y, "$=$", drop)
    operator(ax, 611, y, r"$\frac{1}{m}$", drop)
    draw(634, y, "dZ_{l}", "n_l, m", n, m, BACKWARD, drop)
    draw(778, y, "A_{l{-}1}^{\\,T}", "m, n_{l{-}1}", m, n_prev, KEPT, drop)

    y, drop = 430, (64, 118)
    note(ax, 36, 396, "3  to the biases: the mean over the examples", size=14, ha="left")
    draw(64, y, "db_{l}", "n_l, 1", n, 1, BACKWARD, drop)
    operator(ax, 120, y, "$=$", drop)
    operator(ax, 152, y, r"$\frac{1}{m}$", drop)
    operator(ax, 188, y, r"$\sum$", drop)
    draw(224, y, "dZ_{l}", "n_l, m", n, m, BACKWARD, drop)
    note(ax, 344, y + drop[0] + 8, "over its\ncolumns", GREY, size=12.5, ha="left", linespacing=1.15)

    note(ax, 468, 396, "4  to the layer before", size=14, ha="left")
    draw(486, y, "dA_{l{-}1}", "n_{l{-}1}, m", n_prev, m, BACKWARD, drop, example)
    operator(ax, 616, y, "$=$", drop)
    draw(660, y, "W_l^{\\,T}", "n_{l{-}1}, n_l", n_prev, n, KEPT, drop)
    draw(739, y, "dZ_{l}", "n_l, m", n, m, BACKWARD, drop, example)
    save(ax, "L_model_backward", "The equations of the backward pass, with the shape of every matrix")


def image_classifier():
    """The network of the image lesson: one photograph in, one probability out."""
    ax = canvas(458)
    middle, side, cell = 218, 18, 17
    left, top, bottom, stack, reach = 30, middle - 4 * side, middle + 4 * side, 238, 150

    def colour(row, column):
        """Return leaf green in a round crown, brown in its shadow, sand elsewhere, each pixel a little different."""
        from_crown = (row - 3.2) ** 2 + (column - 3.2) ** 2
        from_shadow = (row - 4.4) ** 2 + (column - 4.4) ** 2
        base = (128, 112, 88) if from_shadow < 9 else (196, 174, 136)
        if from_crown < 9:
            base = (104, 158, 82) if from_crown < 3 else (70, 128, 66)
        return [(value + 5 * ((3 * row + 5 * column + row * column) % 5 - 2)) / 255 for value in base]

    for row in range(8):
        for column in range(8):
            corner = left + column * side, top + row * side
            ax.add_patch(Rectangle(corner, side, side, fc=colour(row, column), ec=CARD, lw=0.8, clip_on=False))
    note(ax, left + 4 * side - 8, bottom + 22, r"$16 \times 16 \times 3$", GREY, size=17)

    def pixel(row, column, y):
        """Draw the three numbers of a pixel, from height y down."""
        for i, value in enumerate(colour(row, column)):
            fill = [0.98 if j == i else 0.98 - 0.35 * value for j in range(3)]
            ax.add_patch(Rectangle((stack, y + i * cell), cell, cell, fc=fill, ec=GREY[0], lw=0.9, clip_on=False))
            note(ax, stack + cell / 2, y + (i + 0.5) * cell, "RGB"[i], size=11)

    def beam(row, column, edge, y):
        """Frame a pixel and join its edge to its three numbers, which begin at height y."""
        x = left + column * side
        outer, inner = (y, y + 3 * cell) if edge == top else (y + 3 * cell, y)
        corners = [(x, edge), (stack, outer), (stack, inner), (x + side, edge)]
        ax.add_patch(Polygon(corners, fc=GREY[2], alpha=0.55, ec="none", clip_on=False))
        ax.add_patch(Rectangle((x, top + row * side), side, side, fc="none", ec=INK, lw=1.4, clip_on=False))

    first, last = middle - reach, middle + reach - 3 * cell
    beam(0, 0, top, first)
    beam(7, 7, bottom, last)
    for row, column, y in [(0, 0, first), (0, 1, first + 3 * cell), (7, 7, last)]:
        pixel(row, column, y)
    note(ax, stack + cell / 2, (first + last + 6 * cell) / 2, r"$\vdots$", GREY, size=24)

    def spread(count, gap):
        return [middle + (i - (count - 1) / 2) * gap for i in range(count)]

    inputs = [first + (i + 0.5) * cell for i in range(6)] + [last + (i + 0.5) * cell for i in range(3)]
    layers = [  # where it stands, its entry in layers_dims, its names, its units and their radius
        (stack + cell / 2, "[768,", "input", "column of $X$", inputs, 0),
        (372, "20,", "layer 1", "relu", spread(20, 15), 5.5),
        (510, "7,", "layer 2", "relu", spread(7, 32), 9),
        (632, "5,", "layer 3", "relu", spread(5, 40), 10),
        (752, "1]", "layer 4", "sigmoid", spread(1, 0), 14),
    ]
    for (x, *_, here, _), (u, *_, there, _) in pairwise(layers):
        start = stack + cell if here is inputs else x
        strokes(ax, [((start, y), (u, v)) for y in here for v in there], color=FORWARD[0], lw=0.6, alpha=0.32)
    note(ax, left, 36, "layers_dims =", size=16, ha="left", family="monospace")
    for x, size, name, activation, heights, radius in layers:
        note(ax, x, 36, size, FORWARD, size=16, family="monospace", weight="bold")
        note(ax, x, 390, name, GREY, size=13.5)
        note(ax, x, 408, activation, FORWARD, size=13.5)
        for y in heights if radius else []:
            ax.add_patch(Circle((x, y), radius, fc=FORWARD[1], ec=FORWARD[0], lw=1.6, clip_on=False))
    for x, l, shape in [(309, 1, "20, 768"), (441, 2, "7, 20"), (571, 3, "5, 7"), (692, 4, "1, 5")]:
        note(ax, x, 434, f"$W_{{{l}}}\\ ({shape})$", KEPT, size=16)
    arrow(ax, (766, middle), (802, middle), hue=FORWARD)
    note(ax, 840, middle, "P(tree)", FORWARD, size=17)
    save(ax, "image_classifier", "A photograph unrolled into 768 numbers and a network of sizes 768, 20, 7, 5, 1")


def two_to_L():
    """What is written twice in a two-layer network is written once in a loop."""
    ax = canvas(416)
    code = {"size": 15, "family": "monospace"}

    note(ax, 196, 38, "two layers, written out", size=16, weight="bold")
    note(ax, 220, 80, "X", FORWARD, **code)
    for y, l, before, activation in [(116, 1, "X", "relu"), (226, 2, "A1", "sigmoid")]:
        box(ax, 116, y, 208, 70, FORWARD)
        note(ax, 220, y + 23, f"Z{l} = W{l} @ {before} + b{l}", FORWARD, **code)
        note(ax, 220, y + 48, f"A{l} = {activation}(Z{l})", FORWARD, **code)
        box(ax, 24, y + 18, 66, 34, KEPT)
        note(ax, 57, y + 35, f"W{l}, b{l}", KEPT, size=13, family="monospace")
        arrow(ax, (90, y + 35), (116, y + 35), hue=KEPT)
    arrow(ax, (220, 92), (220, 116), hue=FORWARD)
    arrow(ax, (220, 186), (220, 226), hue=FORWARD)
    note(ax, 232, 205, "A1", FORWARD, ha="left", **code)
    arrow(ax, (220, 296), (220, 326), hue=FORWARD)
    note(ax, 220, 339, "A2", FORWARD, **code)
    note(ax, 196, 384, "every layer has its own names", GREY, size=14)

    arrow(ax, (342, 206), (386, 206), lw=4)

    note(ax, 642, 38, "$L$ layers, one loop", size=16, weight="bold")
    note(ax, 464, 80, "parameters", KEPT, **code)
    box(ax, 406, 96, 116, 220, KEPT, fill="white")
    for y, l in [(128, "1"), (178, "2"), (284, "L")]:
        for x, name in [(439, "W"), (489, "b")]:
            box(ax, x - 22, y - 17, 44, 34, KEPT)
            note(ax, x, y, f'"{name}{l}"', KEPT, size=14, family="monospace")
    note(ax, 464, 231, r"$\vdots$", KEPT, size=22)

    box(ax, 604, 132, 176, 148, FORWARD)
    note(ax, 692, 154, "layer $l$", FORWARD, size=16)
    note(ax, 692, 188, "$Z_{l} = W_{l} A_{l{-}1} + b_{l}$", FORWARD, size=17)
    note(ax, 692, 220, "$A_{l} = g_{l}(Z_{l})$", FORWARD, size=17)
    note(ax, 692, 256, "$g$:  relu, sigmoid if $l = L$", GREY, size=13)
    arrow(ax, (522, 206), (604, 206), hue=KEPT)
    note(ax, 562, 190, "$W_{l}, b_{l}$", KEPT, size=16)
    note(ax, 692, 80, "$X = A_{0}$", FORWARD)
    arrow(ax, (692, 92), (692, 132), hue=FORWARD)
    arrow(ax, (692, 280), (692, 322), hue=FORWARD)
    note(ax, 692, 338, "$A_{L}$", FORWARD)
    arrow(ax, (780, 252), (818, 252), (818, 160), (780, 160), hue=FORWARD, radius=16, lw=3)
    for y, text in [(172, "l = 1"), (206, r"\vdots"), (240, "l = L")]:
        note(ax, 850, y, f"${text}$", FORWARD)
    note(ax, 642, 384, "what repeats becomes a loop, what differs becomes a key", GREY, size=14)
    save(ax, "two_to_L", "From two hard-coded layers to one loop over L layers")


def spiral():
    """What the network of lesson 4 makes of two spiral arms, at three times of its training."""
    ax = canvas(352)
    X, Y = dl.spiral(240, noise=0.02, turns=2, rng=1)
    sizes, grid = [2, 16, 16, 16, 1], np.linspace(-1.2, 1.2, 90)
    x1, x2 = np.meshgrid(grid, grid)
    for column, steps in enumerate((100, 800, 3000)):
        x, y = 40 + column * 280, 64
        parameters, _ = dl.L_layer_model(X, Y, sizes, learning_rate=0.3, num_iterations=steps, rng=1)
        AL, _ = dl.L_model_forward(np.vstack([x1.ravel(), x2.ravel()]), parameters)
        panel = ax.inset_axes((x, y, 260, 260), transform=ax.transData)
        panel.contourf(x1, x2, AL.reshape(x1.shape), levels=[0, 0.5, 1], colors=[FORWARD[1], BACKWARD[1]])
        for label, marker, hue in ((0, "o", FORWARD), (1, "s", BACKWARD)):
            panel.plot(*X[:, Y[0] == label], marker, ms=4, mfc=hue[0], mec="white", mew=0.6)
        panel.set(xticks=[], yticks=[], xlim=(-1.2, 1.2), ylim=(-1.2, 1.2))
        panel.spines[:].set(color=GREY[0], linewidth=1)
        right = np.mean(dl.predict(X, parameters) == Y)
        note(ax, x + 130, 38, f"{steps:,} steps: {right:.0%} right")
    save(ax, "spiral", "What a network of four layers makes of two spiral arms")


def main():
    with plt.rc_context():
        matplotlib.rcdefaults()  # a reader's own matplotlibrc must not change the pictures
        plt.rcParams.update({"svg.fonttype": "path", "svg.hashsalt": "deep-by-hand", "mathtext.fontset": "stix"})
        for picture in (forward_backward, L_model_forward, L_model_backward, image_classifier, two_to_L, spiral):
            picture()


if __name__ == "__main__":
    main()
